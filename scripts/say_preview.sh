#!/bin/sh
# Say, for the summary of a run, how to look at the site that it has built: `sh scripts/say_preview.sh ADDRESS-OF-THE-ARTIFACT`.
set -eu
cat <<END
### Look at the built site · Посмотреть собранный сайт

[Download \`site.zip\`]($1) and run in the same folder, then open <http://127.0.0.1:8000/>. The files have to be served: opened from the disk, pages lose their scripts and links.

[Скачайте \`site.zip\`]($1), выполните в той же папке команду и откройте <http://127.0.0.1:8000/>. Открывать файлы прямо с диска бесполезно: не работают ни скрипты, ни ссылки.

\`\`\`sh
python3 -m zipfile -e site.zip site && python3 -m http.server --bind 127.0.0.1 --directory site 8000
\`\`\`
END
