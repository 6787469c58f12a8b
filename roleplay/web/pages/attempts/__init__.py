"""Starting and finishing a talk, and the list of past ones."""
