"""The command line: commands parse arguments, call and print; render shows answers."""
