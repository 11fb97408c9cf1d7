using Microsoft.Extensions.Options;
using ServiceHall.Web.Accounts.Passwords;

namespace ServiceHall.Web.Accounts;

/// <summary>
/// What a password must be: long; short ones also of several classes (GB/T 22239-2019 8.1.4.1 a, customarily 8 characters of
/// 3 classes); nothing that others try first; nothing of the person's own. The numbers are <see cref="SignInOptions"/>.
/// </summary>
internal sealed class PasswordRule(IOptions<SignInOptions> options)
{
    /// <summary>Longer ones cost the server time and nobody more safety.</summary>
    public const int GreatestLength = 128;

    // Fewer than these, and what is left is what everybody appends.
    private const int LeastLeft = 4;

    public int LeastLength => options.Value.PasswordLength;

    /// <summary>The rule as people read it.</summary>
    public string Told =>
        $"密码至少 {LeastLength} 个字符，越长越好；不足 {options.Value.PhraseLength} 个字符的，须含大写字母、小写字母、数字、其他字符中的{Number(options.Value.PasswordClasses)}类。" +
        $"不能含工号，不能是常见的密码、键盘顺序、年份，也不能是最近 {options.Value.PasswordsRemembered} 次用过的。";

    /// <summary>Why the password is refused, or null.</summary>
    public string? Fault(string password, string number)
    {
        if (password.Length < LeastLength || password.Length > GreatestLength)
            return $"密码应有 {LeastLength} 至 {GreatestLength} 个字符，现在是 {password.Length} 个。";
        if (string.IsNullOrWhiteSpace(password))
            return "密码不能全是空格，请换一个。";
        if (number.Length > 0 && password.Contains(number, StringComparison.OrdinalIgnoreCase))
            return "密码中不能含有工号，请换一个。";
        Func<char, bool>[] classes =
        [
            char.IsAsciiLetterLower, char.IsAsciiLetterUpper, char.IsAsciiDigit, c => !char.IsAsciiLetterOrDigit(c) && !char.IsWhiteSpace(c),
        ];
        var present = classes.Count(belongs => password.Any(belongs));
        if (password.Length < options.Value.PhraseLength && present < options.Value.PasswordClasses)
            return $"密码应含有大写字母、小写字母、数字、其他字符中的至少{Number(options.Value.PasswordClasses)}类，现在只有 {present} 类；"
                + $"或用 {options.Value.PhraseLength} 个字符以上的长密码。";
        return PredictableParts.Left(password, number) >= LeastLeft
            ? null
            : "这个密码太容易猜到：它主要由常用词、键盘顺序、连续或重复的字符、年份或数字组成。请换一个，例如几个不相干的词连成的长密码。";
    }

    private static string Number(int classes) => classes switch { 1 => "一", 2 => "二", 3 => "三", 4 => "四", _ => $"{classes}" };
}
