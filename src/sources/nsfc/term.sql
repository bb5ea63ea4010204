select record, zh, en, field from raw
