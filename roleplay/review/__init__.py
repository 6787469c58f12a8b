"""The coach's side: queue, reviews beside scorecards, disputes, teams, assignments, trust in scorers, playbook."""
