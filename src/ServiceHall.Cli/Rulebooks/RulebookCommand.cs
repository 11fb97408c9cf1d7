using System.CommandLine;
using ServiceHall.Replay;
using ServiceHall.Rules.Rulebook;

namespace ServiceHall.Cli.Rulebooks;

/// <summary><c>hall rulebook</c>: checks a rulebook file, and shows what is in force on a day.</summary>
internal static class RulebookCommand
{
    public static Command Create(Language say, TextWriter output, TextWriter error, DateOnly today) =>
        new("rulebook", say.Of("检查规则册，或显示某一天有效的规则。", "Checks a rulebook, or shows what is in force on a day."))
        {
            Check(say, output, error), Show(say, output, error, today), Text(say, output),
        };

    private static Command Check(Language say, TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("file") { Description = say.Of("规则册文件", "the rulebook file") };
        var command = new Command("check", say.Of(
            "检查规则册文件：缺少条款、版本重叠、分值空缺等，逐条说明。例：./hall rulebook check 新规则册.yaml",
            "Checks a rulebook file and says everything that is wrong. Example: ./hall rulebook check new.yaml")) { file };
        command.SetAction(parsed =>
        {
            if (!RulebookFile.TryRead(parsed.GetRequiredValue(file), say, error, out var rulebook)) return 2;
            output.WriteLine(say.Of($"《{rulebook.Name}》{rulebook.Edition} 可用。", $"{rulebook.Name} {rulebook.Edition} is sound."));
            foreach (var day in rulebook.Changes.Skip(1))
                output.WriteLine(say.Of($"{day:yyyy-MM-dd} 起有变动。", $"Something changes on {day:yyyy-MM-dd}."));
            return 0;
        });
        return command;
    }

    private static Command Show(Language say, TextWriter output, TextWriter error, DateOnly today)
    {
        var on = new Option<string?>("--on") { Description = say.Of("哪一天，如 2026-07-01；不写则为今天", "which day, like 2026-07-01; today otherwise") };
        var file = new Option<string?>("--rulebook") { Description = say.Of("规则册文件；不写则用内置的规则册", "a rulebook file; the built-in one otherwise") };
        var command = new Command("show", say.Of(
            "显示某一天有效的全部规则，每项都带条款。例：./hall rulebook show --on 2026-07-01",
            "Shows all rules in force on a day with their clauses. Example: ./hall rulebook show --on 2026-07-01")) { on, file };
        command.SetAction(parsed =>
        {
            if (!RulebookFile.TryRead(parsed.GetValue(file), say, error, out var rulebook)) return 2;
            var day = CommandDay.Read(parsed.GetValue(on), "--on", say) ?? today;
            RulebookListing.Write(rulebook, day, say, output);
            return 0;
        });
        return command;
    }

    private static Command Text(Language say, TextWriter output)
    {
        var command = new Command("text", say.Of(
            "写出内置规则册的原文，供复制后修改。例：./hall rulebook text > 新规则册.yaml",
            "Writes the built-in rulebook's text, to copy and change. Example: ./hall rulebook text > new.yaml"));
        command.SetAction(_ =>
        {
            output.Write(HallRulebook.BuiltInText);
            return 0;
        });
        return command;
    }
}
