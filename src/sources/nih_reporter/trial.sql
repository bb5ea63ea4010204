select record, trial, name, status from raw
