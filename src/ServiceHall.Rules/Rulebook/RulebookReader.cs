using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ServiceHall.Rules.Rulebook;

/// <summary>
/// Reads a rulebook file. It refuses what is incomplete or contradictory, and says file, line, key and what would be
/// right; all problems at once.
/// </summary>
public static class RulebookReader
{
    /// <summary>Reads a rulebook.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">What the problems call it.</param>
    public static RulebookReading Read(string text, string file)
    {
        var problems = new RulebookProblems(file);
        var root = Parse(text, problems);
        if (root is null) return new RulebookReading(null, problems.Found);

        var changes = new SortedSet<DateOnly> { DateOnly.MinValue };
        RulebookVersions.Collect(root, "", problems, changes);
        if (problems.Any) return new RulebookReading(null, problems.Found);

        // Between two changes nothing depends on the day: the file is read once for each such span.
        var spans = changes.Select(from => (from, ReadOn(root, from, problems))).ToList();
        var whole = new RulebookNode(root, "", DateOnly.MinValue, problems);
        var (name, edition) = (whole.Text("name"), whole.Text("edition"));
        return problems.Any
            ? new RulebookReading(null, problems.Found)
            : new RulebookReading(new HallRulebook(name, edition, spans), []);
    }

    private static YamlMappingNode? Parse(string text, RulebookProblems problems)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root) return root;
            problems.Add(1, "", "应是一份 YAML，最外层是“键: 值”。");
        }
        catch (YamlException fault)
        {
            problems.Add(fault.Start.Line, "", $"不是有效的 YAML：{fault.Message} 请检查缩进、冒号、括号和重复的键。");
        }
        catch (InvalidOperationException)
        {
            // So the scanner gives up on some brackets that are never closed; it names no place but the last it understood.
            problems.Add(parser.Current?.End.Line ?? 1, "", "不是有效的 YAML：从这一行起读不下去。请检查缩进、冒号、括号和重复的键。");
        }

        return null;
    }

    private static RulesInForce ReadOn(YamlMappingNode root, DateOnly day, RulebookProblems problems)
    {
        var file = new RulebookNode(root, "", day, problems);
        file.Text("name");
        file.Text("edition");
        var scoring = ScoringReader.Read(file);
        var rules = new RulesInForce
        {
            Attendance = AttendanceReader.Read(file.Child("attendance"), scoring),
            Leave = LeaveReader.Read(file.Child("leave")),
            Scoring = scoring,
            Inspection = Chapter(file.Child("inspection"), chapter => new InspectionRules
            {
                JointRounds = chapter.RuledWhole("joint_rounds"),
                EmptyPost = chapter.RuledWhole("empty_post"),
                RepeatedComplaints = chapter.RuledWhole("repeated_complaints", 1),
                ObjectionDays = chapter.RuledWhole("objection_days"),
            }),
            Quarter = Chapter(file.Child("quarter"), ReadQuarter),
            Year = Chapter(file.Child("year"), chapter => new YearRules
            {
                TruantDaysBar = chapter.RuledWhole("truant_days_bar", 1),
                SickAndPersonalBar = chapter.RuledWhole("sick_and_personal_bar", 1),
                TruantDaysReturn = chapter.RuledWhole("truant_days_return", 1),
            }),
            Instruments = Chapter(file.Child("instruments"), chapter => new InstrumentRules
            {
                CircularProblems = chapter.RuledWhole("circular_problems", 1),
                AnswerDays = chapter.RuledWhole("answer_days", 1),
                TalkCirculars = chapter.RuledWhole("talk_circulars", 1),
            }),
        };
        file.Done();
        return rules;
    }

    private static QuarterRules ReadQuarter(RulebookNode chapter)
    {
        var rules = new QuarterRules
        {
            WindowCandidates = chapter.RuledWhole("window_candidates", 1),
            PersonCandidates = chapter.RuledWhole("person_candidates", 1),
            WindowWinnersLeast = chapter.RuledWhole("window_winners_least", 1),
            WindowWinnersMost = chapter.RuledWhole("window_winners_most", 1),
            PersonWinners = chapter.RuledWhole("person_winners", 1),
        };
        if (!chapter.IsSound) return rules;
        if (rules.WindowWinnersLeast.Value > rules.WindowWinnersMost.Value)
            chapter.Wrong("window_winners_least", "最少的个数大于最多的个数（window_winners_most）。");
        if (rules.WindowWinnersMost.Value > rules.WindowCandidates.Value)
            chapter.Wrong("window_winners_most", "获奖的窗口多于参加测评的窗口（window_candidates）。");
        if (rules.PersonWinners.Value > rules.PersonCandidates.Value)
            chapter.Wrong("person_winners", "获奖的人多于参加测评的人（person_candidates）。");
        return rules;
    }

    /// <summary>A chapter that is missing has been noted; without it nothing is read.</summary>
    internal static T Chapter<T>(RulebookNode? chapter, Func<RulebookNode, T> read)
    {
        if (chapter is null) return default!;
        var rules = read(chapter);
        chapter.Done();
        return rules;
    }

    /// <summary>A whole number with title, clause and unit.</summary>
    internal static Ruled<int> RuledWhole(this RulebookNode chapter, string key, int least = 0) =>
        chapter.Ruled(key, entry => entry.Whole("value", least));

    /// <summary>A value with title, clause and unit, in force on every day.</summary>
    internal static Ruled<T> Ruled<T>(this RulebookNode chapter, string key, Func<RulebookNode, T> read)
    {
        var entry = chapter.Child(key);
        if (entry is null) return new Ruled<T>(default!, "", "", new Basis("", null));
        if (!entry.InForce)
        {
            chapter.Wrong(key, "有的日子没有版本在用；第一个版本不写 from，各版本首尾相接。");
            return new Ruled<T>(default!, "", "", new Basis("", null));
        }

        var ruled = new Ruled<T>(read(entry), entry.Text("title"), entry.OptionalText("unit") ?? "", entry.Basis());
        entry.Done();
        return ruled;
    }
}
