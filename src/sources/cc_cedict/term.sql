select record, zh, en from raw
