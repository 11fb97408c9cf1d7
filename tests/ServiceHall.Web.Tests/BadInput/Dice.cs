using System.Text;

namespace ServiceHall.Web.Tests.BadInput;

/// <summary>Chance that can be repeated: the same seed and number make the same input on any machine.</summary>
internal sealed class Dice(int seed, int number)
{
    private static readonly string[] Texts =
    [
        "", " ", "NaN", "Infinity", "-Infinity", "1e999", "-1", "0", "1", "2147483648", "99999999999999999999", "0001-01-01", "9999-12-31",
        "2026-02-30", "2026-13", "2026-11-19", "\0", "a\0b", "\uFFFE", "\uFFFF", "\u202E", "𠮷𠮷", "e\u0301\u0301\u0301", "'; DROP TABLE staff_member; --",
        "<script>alert(1)</script>", "../../../../etc/passwd", "true", "null", "[]", "{}", "00000000-0000-0000-0000-000000000000",
        "7f9c24e8-3b12-4fef-91e0-56a2d5a5b1c1", "\r\nX-Injected: yes", "=1+1", "１２３", "in", "start", "submit", "send", "sign-in", "%", "%00", "&&==", "\\",
        new string('a', 300), new string('长', 11_000), new string('9', 400), string.Concat(Enumerable.Repeat("\u0301", 2000)),
    ];

    private readonly Random _chance = new(unchecked((seed * 1_000_003) + number));

    public int Below(int end) => _chance.Next(end);

    public bool OneIn(int times) => _chance.Next(times) == 0;

    public T Any<T>(params IReadOnlyList<T> among) => among[_chance.Next(among.Count)];

    /// <summary>A text that no form is meant for.</summary>
    public string Text() => Any(Texts);

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _chance.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Spoils bytes here and there: changed, left out, doubled, cut, or with something set in.</summary>
    public byte[] Spoil(ReadOnlySpan<byte> whole, IReadOnlyList<string>? pieces = null)
    {
        var bytes = new List<byte>(whole.ToArray());
        for (var times = 1 + Below(8); times > 0 && bytes.Count > 0; times--)
        {
            var at = Below(bytes.Count);
            var length = Math.Min(1 + Below(40), bytes.Count - at);
            switch (Below(6))
            {
                case 0: bytes[at] = (byte)Below(256); break;
                case 1: bytes[at] ^= (byte)(1 << Below(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Encoding.UTF8.GetBytes(pieces is null ? Text() : Any(pieces))); break;
                default:
                    if (OneIn(4))
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
