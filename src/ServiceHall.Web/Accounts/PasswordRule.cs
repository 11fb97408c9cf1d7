using Microsoft.AspNetCore.Identity;

namespace ServiceHall.Web.Accounts;

/// <summary>A password has 8 characters or more of at least 3 classes, and does not hold the staff number.</summary>
internal sealed class PasswordRule : IPasswordValidator<Account>
{
    public const int LeastLength = 8;
    public const int GreatestLength = 128;

    /// <summary>The rule as people read it.</summary>
    public static string Told => $"密码至少 {LeastLength} 个字符，含大写字母、小写字母、数字、其他字符中的三类，且不含工号。";

    /// <summary>Why the password is refused, or null.</summary>
    public static string? Fault(string password, string number)
    {
        if (password.Length is < LeastLength or > GreatestLength)
            return $"密码应有 {LeastLength} 至 {GreatestLength} 个字符，现在是 {password.Length} 个。";
        if (password.Contains(number, StringComparison.OrdinalIgnoreCase))
            return "密码中不能含有工号，请换一个。";
        Func<char, bool>[] classes =
        [
            char.IsAsciiLetterLower, char.IsAsciiLetterUpper, char.IsAsciiDigit, c => !char.IsAsciiLetterOrDigit(c),
        ];
        var present = classes.Count(belongs => password.Any(belongs));
        return present >= 3 ? null : $"密码应含有大写字母、小写字母、数字、其他字符中的至少三类，现在只有 {present} 类。";
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.UserName ?? "") is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "password", Description = fault })
            : IdentityResult.Success);
}
