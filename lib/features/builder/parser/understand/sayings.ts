import type { Locale } from "../../blueprint/blueprint.schema";
import { columnOf } from "./glossary";

/** Sentences of the plan, in the order of LOCALES: en, es, fr, de, pt, it, ar. */
const SAYINGS = {
  completed:
    "You did not say what to keep, so it starts with: {}.|No dijiste qué guardar, así que empieza con: {}.|Vous n'avez pas dit quoi garder ; on commence donc avec : {}.|Du hast nicht gesagt, was erfasst wird; es beginnt mit: {}.|Você não disse o que guardar; por isso começa com: {}.|Non hai detto che cosa salvare; si comincia con: {}.|لم تذكر ما الذي تريد حفظه، لذلك نبدأ بـ: {}.",
  fields:
    "Fields you did not name are common ones; change them in the form.|Los campos que no nombraste son los habituales; cámbialos en el formulario.|Les champs non cités sont les plus courants ; modifiez-les dans le formulaire.|Nicht genannte Felder sind übliche Felder; ändere sie im Formular.|Os campos que não citou são os habituais; altere-os no formulário.|I campi non indicati sono quelli comuni; cambiali nel modulo.|الحقول التي لم تذكرها هي الحقول الشائعة؛ يمكنك تغييرها في النموذج.",
  solo: "Each person sees their own records; a manager sees all.|Cada persona ve sus propios registros; la dirección los ve todos.|Chacun voit ses propres données ; un responsable voit tout.|Jede Person sieht ihre eigenen Einträge; die Leitung sieht alle.|Cada pessoa vê os seus próprios registos; um gestor vê todos.|Ognuno vede i propri dati; un responsabile vede tutto.|كل شخص يرى سجلاته فقط؛ والمدير يرى الكل.",
  team: "The first account is the manager. New accounts see nothing until they get a role.|La primera cuenta es la dirección. Las cuentas nuevas no ven nada hasta tener un rol.|Le premier compte est le responsable. Les nouveaux comptes ne voient rien avant d'avoir un rôle.|Das erste Konto ist die Leitung. Neue Konten sehen nichts, bis sie eine Rolle bekommen.|A primeira conta é o gestor. Contas novas não veem nada até terem um papel.|Il primo account è il responsabile. I nuovi account non vedono nulla finché non hanno un ruolo.|الحساب الأول هو المدير. الحسابات الجديدة لا ترى شيئا حتى تحصل على دور.",
  clients:
    "The first account is the manager. Who signs up later is: {}, and sees only what belongs to them.|La primera cuenta es la dirección. Quien se registra después es: {}, y solo ve lo suyo.|Le premier compte est le responsable. Qui s'inscrit ensuite est : {}, et ne voit que ce qui lui appartient.|Das erste Konto ist die Leitung. Wer sich später anmeldet, ist: {}, und sieht nur Eigenes.|A primeira conta é o gestor. Quem se regista depois é: {}, e só vê o que é seu.|Il primo account è il responsabile. Chi si registra dopo è: {}, e vede solo ciò che è suo.|الحساب الأول هو المدير. من يسجل لاحقا هو: {}، ولا يرى إلا ما يخصه.",
  unread:
    "This rule was not understood and is not enforced.|No se entendió esta regla y no se aplica.|Cette règle n'a pas été comprise et n'est pas appliquée.|Diese Regel wurde nicht verstanden und gilt nicht.|Esta regra não foi entendida e não é aplicada.|Questa regola non è stata capita e non viene applicata.|لم تُفهم هذه القاعدة ولن تُطبق.",
  notFound:
    "The offline parser found nothing in the blueprint that answers this.|El analizador sin conexión no encontró nada en el plano que responda a esto.|L'analyseur hors ligne n'a rien trouvé dans le plan qui réponde à cela.|Der Offline-Parser fand im Plan nichts, was das beantwortet.|O analisador offline não encontrou no plano nada que responda a isto.|L'analizzatore offline non ha trovato nel progetto nulla che risponda.|لم يجد المحلل ما يجيب عن هذا في المخطط.",
  suggestion:
    "Add an entity, a field or a rule for it in the form, or say it in other words.|Añade una entidad, un campo o una regla en el formulario, o dilo con otras palabras.|Ajoutez une entité, un champ ou une règle dans le formulaire, ou dites-le autrement.|Ergänze im Formular eine Tabelle, ein Feld oder eine Regel, oder sag es anders.|Adicione uma entidade, um campo ou uma regra no formulário, ou diga-o de outra forma.|Aggiungi un'entità, un campo o una regola nel modulo, o dillo in altre parole.|أضف كيانا أو حقلا أو قاعدة في النموذج، أو عبّر بكلمات أخرى.",
  ignored:
    "This is an order to the tool, not a description of an app. It was ignored.|Es una orden a la herramienta, no la descripción de una aplicación. Se ha ignorado.|C'est un ordre à l'outil, pas la description d'une application. Il a été ignoré.|Das ist ein Befehl an das Werkzeug, keine Beschreibung einer App. Er wurde ignoriert.|É uma ordem à ferramenta, não a descrição de uma aplicação. Foi ignorada.|È un ordine allo strumento, non la descrizione di un'app. È stato ignorato.|هذا أمر للأداة وليس وصفا لتطبيق. تم تجاهله.",
  ignoredHint:
    "Remove the sentence, or describe what the app should do instead.|Quita la frase o describe lo que debe hacer la aplicación.|Retirez la phrase ou décrivez ce que l'application doit faire.|Entferne den Satz oder beschreibe, was die App tun soll.|Retire a frase ou descreva o que a aplicação deve fazer.|Togli la frase o descrivi che cosa deve fare l'app.|احذف الجملة أو صف ما يجب أن يفعله التطبيق.",
} as const;

export function say(key: keyof typeof SAYINGS, locale: Locale, value = ""): string {
  return columnOf(SAYINGS[key], locale).replace("{}", () => value);
}
