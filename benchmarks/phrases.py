"""The invented words that generated pages are made of."""

from typing import NamedTuple


class Speech(NamedTuple):
    """What a generated page of one language is made of; `join` stands between two sentences."""

    site: str
    by: str
    name: str
    related: str
    footer: str
    headlines: tuple[str, ...]
    sentences: tuple[str, ...]
    menu: tuple[str, ...]
    join: str = " "


SECTIONS = ["基层动态", "维权服务", "职工文化", "劳动竞赛", "女职工", "安全生产"]
OUTLETS = ["江湾日报", "临河晚报", "云岭劳动报", "海州工会网", "柳泉新闻网"]
NAMES = ["周立群", "许文静", "赵启明", "孙玉兰", "马国栋", "郑晓航", "何秀英", "罗建平"]
HEADLINES = [
    "江湾市{0}有新举措 {1}家企业签下集体合同",
    "{1}名职工走进课堂 {0}送到车间门口",
    "云岭县启动{0}月 {1}个班组同台比武",
    "临河造船厂食堂改造完工 {0}受好评第{1}期",
]
SUBHEADS = ["一张清单管到底", "把课堂搬进车间", "让笑脸多起来"]
SENTENCES = [
    "江湾市总工会昨天在造船厂召开座谈会，二十多位班组长说出了自己的想法。",
    "老工人们提出，夜班食堂的饭菜要热、分量要足，会上当场定下了整改的日子。",
    "“以前有话不知道跟谁说，现在工会每周三都派人来车间。”焊工刘师傅笑着说。",
    "据介绍，今年以来全市已有一百三十家企业签订了工资专项集体合同，覆盖职工四万多人。",
    "培训班为期十二天，内容包括安全操作、图纸识读和急救常识，学员结业后可以申请技能补贴。",
    "针对高温天气，各级工会把凉茶、毛巾和防暑药品送到工地，并督促企业调整作息时间。",
    "仲裁员和工会律师轮流值班，当面解答拖欠工资、工伤认定和社会保险方面的问题。",
    "下一步，县总工会将推动更多小微企业建立职工代表大会制度，让职工的建议件件有回音。",
    "比赛设钳工、电工、叉车等六个工种，前三名由市里授予技术能手称号。",
    "记者在现场看到，新建的阅览室里坐满了刚下班的青年工人，书架上摆着两千多册图书。",
]
NOISE = [
    "加载统计代码，请稍候。",
    "版权所有 江湾新闻网 未经授权禁止复制或建立镜像 联系电话：0000-1234567 ICP备00000000号",
    "免责声明：本网转载的稿件只为传播信息，不代表本网观点，如有侵权请与我们联系，我们将及时处理。",
]
FOREIGN = {
    "en": Speech(
        "Harbour Workers' News", "By", "Nora Fielding", "More stories",
        "Copyright Harbour Workers' News. All rights reserved.",
        ("Dockers win a shorter night shift after nine days of talks", "Bakery staff vote for their first agreement",
         "Nurses in the river district call for safer wards"),
        ("The union said the vote was the largest that the port has seen in twenty years.",
         "Managers had refused to meet the elected stewards until the third day of the stoppage.",
         "Under the new agreement, no one will be asked to work more than two nights in a row.",
         "Members will decide next week whether the offer on pensions is good enough.",
         "A spokesperson for the company said that it was pleased to see the ships moving again.",
         "The talks were held in a church hall because neither side wanted to meet in the office of the other."),
        ("Home", "News", "Campaigns", "Join"),
    ),
    "es": Speech(
        "Voz del Taller", "Por", "Lucía Robledo", "Más noticias", "Todos los derechos reservados por Voz del Taller.",
        ("Las trabajadoras de la conserva logran un convenio propio", "El sindicato del puerto pide turnos más seguros",
         "Los conductores del valle paran durante dos días"),
        ("La asamblea aprobó el acuerdo con el apoyo de más de ochocientas personas.",
         "La empresa se negaba a reconocer a las delegadas que la plantilla había elegido en marzo.",
         "El convenio reduce la jornada de noche y establece un descanso de veinte minutos para todas.",
         "El sindicato recuerda que la negociación de los salarios se abrirá de nuevo en otoño.",
         "Varias familias acudieron a la puerta de la fábrica para dar las gracias a las compañeras.",
         "La inspección de trabajo visitará las instalaciones en las próximas semanas."),
        ("Inicio", "Noticias", "Campañas", "Afíliate"),
    ),
    "fr": Speech(
        "La Voix des Ateliers", "Par", "Hélène Maurin", "À lire aussi", "Tous droits réservés, La Voix des Ateliers.",
        ("Les ouvriers du chantier obtiennent une prime de nuit", "Les soignantes de la vallée réclament des effectifs",
         "Un premier accord signé dans la boulangerie industrielle"),
        ("Le syndicat a annoncé que les salariés ont adopté le texte dans une très large majorité.",
         "La direction refusait depuis des mois de recevoir les délégués qui avaient été élus au printemps.",
         "Avec cet accord, les équipes de nuit auront droit à une pause de vingt minutes dans une salle chauffée.",
         "Les représentants demandent que les contrats courts ne soient plus la règle dans cette usine.",
         "Une nouvelle rencontre est prévue au mois de septembre pour parler des salaires.",
         "Des habitants du quartier sont venus avec du café pour soutenir les grévistes."),
        ("Accueil", "Actualités", "Dossiers", "Adhérer"),
    ),
    "de": Speech(
        "Werkbank Aktuell", "Von", "Greta Hollmann", "Weitere Beiträge", "Alle Rechte vorbehalten, Werkbank Aktuell.",
        ("Beschäftigte der Gießerei setzen kürzere Schichten durch", "Erster Tarifvertrag in der Großbäckerei",
         "Pflegekräfte fordern mehr Personal auf den Stationen"),
        ("Die Gewerkschaft teilte mit, dass die Belegschaft dem Ergebnis mit großer Mehrheit zugestimmt hat.",
         "Die Geschäftsführung hatte sich lange geweigert, mit dem gewählten Betriebsrat zu sprechen.",
         "Nach dem neuen Vertrag darf niemand mehr als zwei Nächte hintereinander eingesetzt werden.",
         "Über die Löhne wird im Herbst weiter verhandelt, und die Mitglieder werden vorher befragt.",
         "Viele Nachbarn kamen an das Tor, um den Streikenden eine warme Suppe zu bringen.",
         "Der Vertrag gilt zunächst für zwei Jahre und kann danach von beiden Seiten gekündigt werden."),
        ("Startseite", "Nachrichten", "Themen", "Mitglied werden"),
    ),
    "ja": Speech(
        "港の労働新聞", "文", "西村はる", "関連記事", "無断転載を禁じます。港の労働新聞社。",
        ("造船所の組合、夜勤の短縮で会社と合意", "パン工場で初めての労働協約が結ばれる",
         "川沿いの病院で看護師が増員を求める"),
        ("組合によると、投票に参加した人の九割がこの合意に賛成したという。",
         "会社側は、春に選ばれた代表との話し合いを長いあいだ断っていた。",
         "新しい協約では、夜勤は続けて二回までとすることが決められた。",
         "賃金については、秋にもう一度交渉することになっている。",
         "工場の門の前には、近所の人たちが温かいお茶を持って集まった。",
         "組合員は来週の集会で、年金についての提案を受け入れるかどうかを決める。"),
        ("ホーム", "ニュース", "特集", "加入"), "",
    ),
}  # fmt: skip
