"""What the APIs and workers of the family share.

| module       | for                                                                       |
| ------------ | ------------------------------------------------------------------------- |
| `config`     | settings from the environment, all problems at once                       |
| `db`         | sessions on the product's schema                                          |
| `audit`      | who did what to what                                                      |
| `lineage`    | what a result was made from                                               |
| `pagination` | lists, page by page, behind opaque cursors                                |
| `policy`     | rules that facts must keep                                                |
| `io`         | files that are whole or not there                                         |
| `envelope`   | the shape of every answer                                                 |
| `context`    | the request that is being answered                                        |
| `web`        | what a FastAPI application gets: request ids, logs, errors, audit         |
| `logs`       | one JSON object per line                                                  |
| `worker`     | a job, again and again                                                    |
| `seeding`    | examples, only where they are allowed                                     |
"""
