### Korean words of the report itself, beside those of the findings.

way-out-instance = 예: { $part }
