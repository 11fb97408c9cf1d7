namespace ServiceHall.Web.Accounts;

/// <summary>The six digits by which somebody punches at the hall's terminal, set by the person and nobody else.</summary>
internal sealed class TerminalPin
{
    public int StaffId { get; init; }

    /// <summary>A slow hash, as of a password.</summary>
    public required string Hash { get; set; }
    public DateTimeOffset SetAt { get; set; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>Until when no digits are taken; null: not locked.</summary>
    public DateTimeOffset? LockedUntil { get; set; }
}

/// <summary>What the digits must be: nothing that somebody else would try first.</summary>
internal static class PinRule
{
    public const int Length = 6;

    /// <summary>Why digits are refused, or null.</summary>
    public static string? Fault(string pin, string number)
    {
        if (pin.Length != Length || !pin.All(char.IsAsciiDigit))
            return $"终端密码应是 {Length} 位数字。";
        var steps = pin.Zip(pin.Skip(1), (before, after) => after - before).Distinct().Count();
        if (steps == 1)
            return "终端密码不能是相同或连续的数字，如 111111、123456，请换一个。";
        if (IsRepeated(pin, 2) || IsRepeated(pin, 3))
            return "终端密码不能是重复的几位，如 121212、123123，请换一个。";
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length >= Length && digits.Contains(pin, StringComparison.Ordinal) || digits.PadLeft(Length, '0') == pin
            ? "终端密码不能取自工号，请换一个。"
            : null;
    }

    private static bool IsRepeated(string pin, int length) => Enumerable.Range(length, Length - length).All(at => pin[at] == pin[at - length]);
}
