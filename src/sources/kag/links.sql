select record, 'KAG-PRODUCT' as scheme, from_code, to_code from raw
