namespace ServiceHall.Cli.Demo;

/// <summary>Invented personal names: a common surname and one or two characters.</summary>
internal static class DemoNames
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭";
    private const string First = "晓志文建海玉春秋国明丽艳小永思雨嘉欣宏立振家子俊雅天慧佳凤桂金立新德长景世宝";
    private const string Second = "明华芳军伟娟敏静强磊洋勇杰涛霞平刚波宁辉玲鹏燕颖岩梅峰琳彤然轩宇琪萍莹旭楠博";

    /// <summary>One name in eight has a single given character.</summary>
    private const int ShortNames = 1_250;

    public static string Throw(DemoDice dice)
    {
        var surname = Surnames[dice.Below(Surnames.Length)];
        var last = Second[dice.Below(Second.Length)];
        return dice.Chance(ShortNames) ? $"{surname}{last}" : $"{surname}{First[dice.Below(First.Length)]}{last}";
    }
}
