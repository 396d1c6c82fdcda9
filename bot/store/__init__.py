"""What is kept: tables, transactions and migrations. Values in, values out; rows stay inside."""
