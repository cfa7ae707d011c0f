"""Files → text: one module with one function for each format, all but plain text in a process of its own."""
