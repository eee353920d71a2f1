base-problem-not-found = Page not found
base-problem-sign-in = Please sign in
base-problem-forbidden = This account may not do that
base-problem-invalid = What was sent cannot be used yet
base-problem-conflict = This has just changed elsewhere
base-problem-too-many = Too many attempts
base-problem-too-large = The file or form is larger than allowed
base-problem-internal = Something went wrong on our side
