"""Taking in what people bring along from elsewhere: one pipeline for the page, the endpoint and the command."""
