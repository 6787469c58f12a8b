"""A folder in the short form, two plain files, to be spoiled by one change at a time."""

PERSONA = """\
format: 2
id: erik-lund
language: en
name: Erik Lund
role: Owner of a bicycle shop
style: dominant
about: Built the shop up from a garage and decides alone.
"""
SCENARIO = """\
format: 2
id: till-visit
language: en
title: A new till
personas: [erik-lund]
brief: You sell Tally, a till that keeps the stock as well.
product:
  name: Tally till
  key_messages:
    - {id: moved, says: We move all articles over., examples: [We bring all your articles across.]}
    - {id: both, says: Nothing is closed for it.}
  evidence:
    - {id: pilot, says: In 40 shops the count took 9 minutes instead of 31.}
    - {id: both, says: Of 40 shops none closed.}
  must_do:
    - {id: notice, says: Say that the contract is ended in writing., when: {topic: "fact:contract"}}
facts:
  - {id: stock, topic: what goes wrong with his stock, says: The till says ten and the shelf says none.}
  - {id: contract, topic: how long his contract runs, says: [Until March.], meaning: Asks until when he is bound., not: [How long is the road?]}
  - {id: staff, topic: who helps her, says: {dominant: Two lads. That's all., any: Two young people help me.}}
objections:
  - {id: closed, concern: The shop must close., says: I can't shut for a week., answered_by: [moved, pilot]}
"""
