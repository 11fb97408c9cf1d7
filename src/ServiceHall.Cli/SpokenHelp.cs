using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ServiceHall.Replay;

namespace ServiceHall.Cli;

/// <summary>
/// Help in the language spoken. The command-line library translates most of its own words, but not these few.
/// </summary>
internal sealed class SpokenHelp(HelpAction help, Language say) : SynchronousCommandLineAction
{
    private static readonly (string English, string Chinese)[] Words =
        [("Description:", "说明："), ("(REQUIRED)", "（必填）"), ("[options]", "[选项]"), ("[command]", "[命令]"), ("[default: ", "[默认 ")];

    /// <summary>Makes a command, with all below it, give help this way.</summary>
    public static void Install(RootCommand root, Language say)
    {
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    option.Description = say.Of("显示帮助", "Shows this help");
                    option.Action = new SpokenHelp(help, say);
                    break;
                case VersionOption:
                    option.Description = say.Of("显示版本", "Shows the version");
                    break;
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(say.IsEnglish
            ? text.ToString()
            : Words.Aggregate(text.ToString(), (help, word) => help.Replace(word.English, word.Chinese, StringComparison.Ordinal)));
        return code;
    }
}
