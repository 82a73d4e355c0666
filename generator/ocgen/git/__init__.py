"""What git remembers: the commits of files, and the files as a commit left them."""
