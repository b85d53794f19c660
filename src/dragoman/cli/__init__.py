"""The command line: `commands` parse arguments and call the library, `render` formats what is printed."""
