/**
 * Words that mean the same in every file of their language, which a person never renames. Structural contexts of the
 * workspace model keep them as they are and replace every other word by its shape. A list is enough: a word missing
 * here is only treated as a name.
 */
const WORDS = `
abstract and any as assert async await bool boolean break byte case catch chan char class const constructor continue
crate debugger declare def default defer del delete do double elif else enum err error except export extends extern
fallthrough false final finally float fmt fn for from func function global go goto if impl implements import in init
inout int interface internal is isinstance it lambda len let loop make map match mod module move mut namespace new nil
None nonlocal not null number object of operator or override package panic pass print private protected pub public
raise range readonly record ref require return select self Self set short static str string String struct super switch
template test this throw throws trait true True False try type typeof undefined union unless unsafe use usize using
val var void volatile when where while with yield Ok Err Some Option Result Vec Box i32 i64 u8 u32 u64 int64 uint64
`;

export const KEYWORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));
