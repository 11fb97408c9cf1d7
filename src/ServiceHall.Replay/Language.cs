using System.Globalization;

namespace ServiceHall.Replay;

/// <summary>In which language the command line speaks: Chinese, or English with <c>--lang en</c>.</summary>
internal sealed record Language(bool IsEnglish)
{
    /// <summary>The language asked for on a command line; Chinese when nothing is said.</summary>
    public static Language From(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--lang=en" or "--lang:en" || (args[i] == "--lang" && i + 1 < args.Count && args[i + 1] == "en"))
                return new Language(IsEnglish: true);
        }

        return new Language(IsEnglish: false);
    }

    /// <summary>The culture of help and of the parser's own messages.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(IsEnglish ? "en" : "zh-CN");

    /// <summary>A text in the language spoken.</summary>
    public string Of(string chinese, string english) => IsEnglish ? english : chinese;
}
