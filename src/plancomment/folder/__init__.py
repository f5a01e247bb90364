"""The files of a consultation folder: its settings, its tables, and the template of a new one."""
