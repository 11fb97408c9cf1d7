using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using ServiceHall.Cli.Demo;
using ServiceHall.Cli.Replay;
using ServiceHall.Cli.Rulebooks;
using ServiceHall.Replay;

namespace ServiceHall.Cli;

/// <summary>The command line <c>hall</c>: which commands there are, and what becomes of a fault.</summary>
internal static class Hall
{
    /// <summary>Runs a command.</summary>
    /// <returns>0: done. 2: bad input. 1: anything else.</returns>
    public static int Run(string[] args, TextWriter standardOutput, TextWriter standardError)
    {
        var say = Language.From(args);
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = say.Culture;
        try
        {
            var command = Root(say, standardOutput, standardError).Parse(args);
            if (command.Errors.Count > 0 && command.Action is ParseErrorAction) return Misunderstood(command, say, standardError);
            return command.Invoke(new InvocationConfiguration { Output = standardOutput, Error = standardError, EnableDefaultExceptionHandler = false });
        }
        catch (CommandFault fault)
        {
            standardError.WriteLine(fault.Message);
            return 1;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            standardError.WriteLine(say.Of($"读写文件时出错：{fault.Message} 请检查路径、权限和磁盘空间。", $"File trouble: {fault.Message} Check path, rights and disk space."));
            return 1;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static RootCommand Root(Language say, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(say.Of(
            "政务大厅规则的命令行：按规则册计算考勤、请假、计分和排名。",
            "The hall's regulation on the command line: attendance, leave, scores and standing by the rulebook."))
        {
            ReplayCommand.Create(say, error),
            DemoCommand.Create(say, error),
            RulebookCommand.Create(say, output, error, Today()),
        };
        root.Add(new Option<string>("--lang")
        {
            Description = say.Of("zh 中文（默认）或 en 英文", "zh Chinese (default) or en English"),
            Recursive = true,
        });
        SpokenHelp.Install(root, say);
        return root;
    }

    private static int Misunderstood(ParseResult command, Language say, TextWriter error)
    {
        foreach (var fault in command.Errors)
        {
            // The library has no Chinese for a missing option, and ends some sentences twice.
            var missing = command.CommandResult.Command.Options.FirstOrDefault(option => fault.Message == $"Option '{option.Name}' is required.");
            error.WriteLine(missing is null
                ? fault.Message.TrimEnd('.')
                : say.Of($"缺少选项 {missing.Name}：{missing.Description}。", $"Option {missing.Name} is missing: {missing.Description}."));
        }

        var path = command.CommandResult.Command is RootCommand ? "" : command.CommandResult.Command.Name + " ";
        error.WriteLine(say.Of($"用法见：./hall {path}--help", $"For help: ./hall {path}--help"));
        return 1;
    }

    /// <summary>Today in the hall's zone.</summary>
    private static DateOnly Today() => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
}
