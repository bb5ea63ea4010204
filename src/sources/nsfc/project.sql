select record, project, cost, name, kind, team from raw
