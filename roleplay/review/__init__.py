"""The coach's door: the queue, reviews beside scorecards, teams, assignments, trust and the playbook."""
