using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ServiceHall.Web.Attendance.Codes;

/// <summary>
/// The codes of one hall: eight digits, made of its secret and the time, so that every server that knows the secret makes
/// the same ones. A code shows that somebody saw the hall's screen within the last minute, and no more than that.
/// </summary>
internal sealed class SiteCodes(int siteId, byte[] secret)
{
    public const int Digits = 8;

    /// <summary>How long one code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How long it still counts after that: from the screen to the button takes a moment.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>How far the clocks of two servers may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>How far back a code that has run out is still known as this hall's.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    public int SiteId { get; } = siteId;

    /// <summary>Whether a text is written like a code.</summary>
    public static bool CouldBe(string code) => code.Length == Digits && code.All(char.IsAsciiDigit);

    /// <summary>The code that is shown at a moment.</summary>
    public string At(DateTimeOffset now) => Of(StepOf(now));

    /// <summary>When the code of a moment gives way to the next.</summary>
    public static DateTimeOffset Until(DateTimeOffset now) =>
        DateTimeOffset.UnixEpoch + ((StepOf(now) + 1) * Step);

    /// <summary>Whether a code counts at a moment.</summary>
    public bool Holds(string code, DateTimeOffset now) => IsOneOf(code, now - Grace, now + Skew);

    /// <summary>Whether a code is this hall's, now or some minutes ago.</summary>
    public bool Made(string code, DateTimeOffset now) => IsOneOf(code, now - Remembered, now + Skew);

    private bool IsOneOf(string code, DateTimeOffset from, DateTimeOffset to)
    {
        for (var step = StepOf(to); step >= StepOf(from); step--)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(step)), Encoding.ASCII.GetBytes(code)))
                return true;
        }

        return false;
    }

    private static long StepOf(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / Step.Ticks;

    private string Of(long step)
    {
        var mark = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{SiteId}|{step}")));
        return (BinaryPrimitives.ReadUInt64BigEndian(mark) % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);
    }
}
