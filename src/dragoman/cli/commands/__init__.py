"""The commands of the command line by subject: arguments and printing only."""
