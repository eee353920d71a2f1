base-problem-not-found = Page not found
base-problem-sign-in = Please sign in
base-problem-forbidden = This account may not do that
base-problem-second-factor = This role needs a second factor
base-problem-invalid = What was sent cannot be used yet
base-problem-conflict = This has just changed elsewhere
base-problem-too-many = Too many attempts
base-problem-too-large = The file or form is larger than allowed
base-problem-internal = Something went wrong on our side
base-rehearsal-day = today counts as { $day }. Nothing is sent out.
base-account = My account
base-role-administrator = Administrator
base-role-coordinator = Coordinating department
base-role-officer = Agency officer
base-role-leader = Leader
base-advice-not-found = The address may have changed or be incomplete. Search this site or go to the home page.
base-advice-forbidden = If you need to do this, ask an administrator for the role.
base-advice-too-many = Wait a moment, then try again. Everything saved is still there.
base-advice-internal = The fault has been recorded. Everything saved is still there; try again in a few minutes.
base-advice-back = Go back to the page before and correct it. Everything saved is still there.
base-home = Home page
base-sign-out = Sign out

# The words of the log.
base-action-app-clock = Clock chosen: real or rehearsal
base-action-secret-key-set = Secret key of the server set
