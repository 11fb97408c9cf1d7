namespace ServiceHall.Cli.Tests.RandomFacts;

/// <summary>Ids as people choose them: tidy ones, Chinese ones, and ones that CSV and sorting stumble over.</summary>
internal sealed class RandomNames(Dice dice)
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "欧阳", "𠮷", "赵"];
    private static readonly string[] GivenNames = ["伟", "芳", "秀英", "敏", "静", "磊", "洋", "艳"];

    private static readonly string[] Awkward =
    [
        "a,b", "\"引号\"", "say \"hi\", twice", "a1", "A1", "é", "e\u0301", "10", "9", "=1+1", "-3", "综合 窗口", "尾随空格 ",
        "'单'", ";", "a;b", "𠮷野", "\uFF21全角", "#1", "x/y", "true", "2026-07-01", "null", new string('长', 64), "b\\n",
    ];

    private readonly HashSet<string> _used = [];
    private readonly int _style = dice.Between(0, 2);

    internal string Next(string prefix)
    {
        while (true)
        {
            var name = Draw(prefix);
            if (_used.Add(name))
                return name;
        }
    }

    private string Draw(string prefix) => _style switch
    {
        0 => prefix + dice.Between(1, 99_999),
        1 when dice.Percent(60) => dice.OneOf(Surnames) + dice.OneOf(GivenNames) + dice.Between(1, 999),
        2 when dice.Percent(60) => dice.OneOf(Awkward),
        _ => $"{prefix}-{dice.Between(1, 9999):0000}",
    };
}
