/** Broken plurals of things people keep lists of, as `singular/plural`. What follows a safe pattern needs no line here. */
const BROKEN = `كتاب/كتب طالب/طلاب طالب/طلبة تلميذ/تلاميذ عامل/عمال تاجر/تجار كاتب/كتّاب زائر/زوار ساكن/سكان راكب/ركاب قارئ/قراء
مدير/مدراء زميل/زملاء شريك/شركاء عميل/عملاء خبير/خبراء رئيس/رؤساء وكيل/وكلاء نزيل/نزلاء أمين/أمناء عضو/أعضاء طبيب/أطباء صديق/أصدقاء
مريض/مرضى رجل/رجال امرأة/نساء ولد/أولاد بنت/بنات أب/آباء أم/أمهات أخ/إخوة شخص/أشخاص طفل/أطفال ضيف/ضيوف زبون/زبائن أستاذ/أساتذة جار/جيران
درس/دروس صف/صفوف فصل/فصول بنك/بنوك عقد/عقود حقل/حقول بند/بنود وعد/وعود عرض/عروض رسم/رسوم ظرف/ظروف حرف/حروف شهر/شهور بيت/بيوت
غرفة/غرف صورة/صور شقة/شقق حصة/حصص لعبة/ألعاب قطعة/قطع علبة/علب تحفة/تحف نسخة/نسخ فرصة/فرص قصة/قصص أمة/أمم غنمة/غنم خطة/خطط
شبكة/شباك كلب/كلاب جمل/جمال جبل/جبال حبل/حبال سلة/سلال قط/قطط خيل/خيول حصان/أحصنة دواء/أدوية غذاء/أغذية سؤال/أسئلة جواب/أجوبة زي/أزياء
جهاز/أجهزة سلاح/أسلحة مثال/أمثلة إناء/آنية لباس/ألبسة بناء/أبنية حذاء/أحذية حساب/حسابات مكان/أماكن اسم/أسماء ابن/أبناء
رسالة/رسائل بضاعة/بضائع جائزة/جوائز فاتورة/فواتير تاريخ/تواريخ قائمة/قوائم مادة/مواد موعد/مواعيد مفتاح/مفاتيح مشروع/مشاريع محصول/محاصيل
مصباح/مصابيح منديل/مناديل صندوق/صناديق كرسي/كراسي طاولة/طاولات بستان/بساتين حيوان/حيوانات سجادة/سجاد تذكرة/تذاكر مهمة/مهام شكوى/شكاوى
هدية/هدايا قضية/قضايا وصية/وصايا خلية/خلايا زاوية/زوايا مزية/مزايا شظية/شظايا مدينة/مدن سفينة/سفن طريق/طرق سرير/أسرة كرة/كرات دورة/دورات
نهر/أنهار شجرة/أشجار ثمرة/ثمار زهرة/زهور وردة/ورود بذرة/بذور نخلة/نخيل بئر/آبار بقرة/أبقار شاة/شياه دجاجة/دجاج طير/طيور سمكة/أسماك
فيلم/أفلام موقع/مواقع موقف/مواقف مورد/موارد موسم/مواسم ميزان/موازين ورشة/ورش فريق/فرق مباراة/مباريات طلب/طلبات دفعة/دفعات أداة/أدوات
قارب/قوارب شاحنة/شاحنات حافلة/حافلات درجة/درجات رحلة/رحلات مبلغ/مبالغ سعر/أسعار رقم/أرقام قسم/أقسام دور/أدوار طابق/طوابق مقعد/مقاعد`;

const bareOf = (word: string): string => word.replace(/[\u064B-\u0652\u0640]/gu, "");
const SINGULARS = new Map(
  BROKEN.split(/\s+/u).map((pair) => {
    const [one = "", many = ""] = pair.split("/");
    return [bareOf(many), bareOf(one)] as const;
  }),
);

const L = "([\\u0621-\\u064A])";
/** Plurals that are hardly ever anything else: مدارس, أعمال, قوارب, حدائق, تقارير. */
const PATTERNS: [RegExp, string][] = [
  [new RegExp(`^[أا]${L}${L}ا([\\u0628-\\u0647])$`, "u"), "$1$2$3"],
  [new RegExp(`^م${L}ا${L}${L}$`, "u"), "م$1$2$3"],
  [new RegExp(`^ت${L}ا${L}ي${L}$`, "u"), "ت$1$2ي$3"],
  [new RegExp(`^([\\u0621-\\u0644\\u0646-\\u064A])وا${L}${L}$`, "u"), "$1ا$2$3"],
  [new RegExp(`^${L}${L}ائ${L}$`, "u"), "$1$2ي$3ة"],
];

/** The singular of a broken plural without its article; undefined for every other word. */
export function singularOfBroken(word: string): string | undefined {
  const bare = bareOf(word);
  const known = SINGULARS.get(bare);
  if (known) return known;
  const pattern = PATTERNS.find(([shape]) => shape.test(bare));
  return pattern ? bare.replace(...pattern) : undefined;
}

/** True of words in a plural: broken, or with one of the regular ends. */
export const isArabicPlural = (word: string): boolean =>
  singularOfBroken(word) !== undefined || /(?:ات|ون|ين)$/u.test(bareOf(word));

const CLITICS = /^(?:وال|بال|فال|لل|ال)/u;

/** A word without its article and without the "and" written to it. */
export function withoutClitics(word: string): string {
  const bare = bareOf(word);
  const cut = bare.replace(CLITICS, "");
  if (cut !== bare) return cut;
  const rest = /^[و](.{3,})$/u.exec(bare)?.[1];
  // "وصيادون" is "and fishermen"; "وردة" is a rose.
  return rest && !SINGULAR_SET.has(bare) && (rest.length >= 4 || singularOfBroken(rest) || SINGULAR_SET.has(rest))
    ? rest
    : bare;
}

const SINGULAR_SET = new Set(SINGULARS.values());

const PLURALS = new Map([...SINGULARS].map(([many, one]) => [one, many]));

/** The plural of an Arabic word as far as it is known; the word itself otherwise. */
export const arabicPlural = (word: string): string =>
  PLURALS.get(word) ?? (/ة$/u.test(word) && !/\s/u.test(word) ? word.replace(/ة$/u, "ات") : word);
