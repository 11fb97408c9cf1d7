using System.Text;

namespace ServiceHall.Web.Accounts.Passwords;

/// <summary>
/// How much of a password remains when everything is taken out that others try first: common words (also with digits and
/// signs in place of letters), rows of the keyboard, sequences, repetitions, years and other numbers, and one's own number.
/// </summary>
internal static class PredictableParts
{
    private const int ShortestRun = 3;
    private const int ShortestNumber = 3;

    private static readonly string[] Rows =
    [
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "!@#$%^&*()",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/", "!qaz", "@wsx", "#edc", "$rfv",
    ];

    private static readonly string[] Runs = [.. Rows, .. Rows.Select(row => new string([.. row.Reverse()]))];

    private static readonly string[] Words = Read();

    // Two readings, since a 1 stands for i and for l.
    private static readonly (string From, string To)[] Substitutions = [("013457@$!+", "oieastasit"), ("013457@$!|", "oleastasll")];

    /// <summary>How many different characters are left that nobody guesses; blanks are none.</summary>
    /// <param name="own">What is known of the person, such as the staff number.</param>
    public static int Left(string password, params IEnumerable<string> own)
    {
        var plain = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        string[] readings = [plain, .. Substitutions.Select(table => Replace(plain, table.From, table.To))];
        string[] words = [.. Words, .. own.Where(word => word.Length >= ShortestRun).Select(word => word.ToLowerInvariant())];
        var left = new HashSet<char>();
        for (var at = 0; at < plain.Length;)
        {
            var length = Math.Max(RunAt(plain, at), readings.Max(reading => WordAt(reading, at, words)));
            if (length == 0 && !char.IsWhiteSpace(plain[at]))
                left.Add(plain[at]);
            at += Math.Max(1, length);
        }

        return left.Count;
    }

    private static int WordAt(string text, int at, string[] words) =>
        words.Where(word => string.CompareOrdinal(text, at, word, 0, word.Length) == 0).Select(word => word.Length).DefaultIfEmpty().Max();

    private static int RunAt(string text, int at)
    {
        int[] lengths =
        [
            While(text, at, (before, after) => after == before),
            While(text, at, (before, after) => after == before + 1),
            While(text, at, (before, after) => after == before - 1),
            While(text, at, (before, after) => Runs.Any(run => run.Contains($"{before}{after}", StringComparison.Ordinal))),
        ];
        var digits = text.Skip(at).TakeWhile(char.IsAsciiDigit).Count();
        return Math.Max(lengths.Where(length => length >= ShortestRun).DefaultIfEmpty().Max(), digits >= ShortestNumber ? digits : 0);
    }

    private static int While(string text, int at, Func<char, char, bool> follows)
    {
        var end = at + 1;
        while (end < text.Length && follows(text[end - 1], text[end]))
            end++;
        return end - at;
    }

    private static string Replace(string text, string from, string to) =>
        from.Zip(to).Aggregate(text, (read, pair) => read.Replace(pair.First, pair.Second));

    private static string[] Read()
    {
        using var stream = typeof(PredictableParts).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the program.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
    }
}
