"""Export of an archive to other formats, one module for each kind of format."""
