using System.Globalization;

namespace ServiceHall.Cli.Demo;

/// <summary>A hall or branch hall. Coordinates are whole millionths of a degree, so that no sum is rounded.</summary>
internal sealed record DemoSite(string Id, string Name, int LatMicro, int LonMicro, int RadiusMetres);

/// <summary>A window; without a site its people's position is not checked.</summary>
internal sealed record DemoWindow(int Number, string Id, string Name, string Unit, DemoSite? Site);

/// <summary>The invented halls, and as many windows as wanted, spread over the units that a city's hall usually has.</summary>
internal static class DemoWindows
{
    private const int AtBranch = 5;
    private const int SmallestHallWithVisitors = 4;

    // The place names are real, the coordinates are invented.
    private static readonly DemoSite Main = new("S1", "白城市政务大厅", 45_620_000, 122_840_000, 150);
    private static readonly DemoSite Branch = new("S2", "白城市政务大厅分厅", 45_634_500, 122_812_000, 120);

    private static readonly (string Unit, string[] Services)[] Units =
    [
        ("市人社局", ["社会保险登记", "养老待遇", "就业创业", "人事考试"]),
        ("市医保局", ["医保登记", "医疗费用报销", "异地就医备案"]),
        ("不动产登记中心", ["不动产转移登记", "不动产抵押登记", "不动产查询"]),
        ("市公安局户政", ["户籍业务", "居民身份证", "居住证"]),
        ("市税务局", ["办税服务", "发票代开", "契税缴纳"]),
        ("公积金中心", ["公积金提取", "公积金贷款"]),
        ("市场监管局", ["企业开办", "食品经营许可", "特种设备"]),
        ("市民政局", ["婚姻登记", "社会救助", "社会组织"]),
        ("市公安局交警", ["驾驶证", "机动车"]),
        ("市自然资源局", ["建设用地规划", "建设工程规划"]),
        ("市住建局", ["施工许可", "商品房预售"]),
        ("市卫健委", ["医疗机构许可", "公共场所卫生"]),
        ("市公安局出入境", ["出入境证件"]),
        ("市交通运输局", ["道路运输", "从业资格"]),
        ("市教育局", ["教师资格", "民办教育"]),
        ("市生态环境局", ["环评审批"]),
        ("市农业农村局", ["农药兽药经营", "动物防疫"]),
        ("市水务局", ["取水许可"]),
        ("市林草局", ["林木采伐"]),
        ("市应急局", ["安全生产许可"]),
        ("市司法局", ["法律援助", "公证"]),
        ("市发改委", ["项目备案"]),
        ("市商务局", ["外贸备案"]),
        ("市文旅局", ["文化经营许可"]),
        ("市城管局", ["户外广告", "占道挖掘"]),
        ("市残联", ["残疾人证"]),
        ("市退役军人局", ["优待证"]),
        ("供电公司", ["用电报装", "电费"]),
        ("供水公司", ["用水报装"]),
        ("燃气公司", ["燃气报装"]),
        ("供热公司", ["供热报停"]),
        ("市政务服务局", ["综合受理", "帮办代办"]),
    ];

    public static IReadOnlyList<DemoSite> SitesOf(IReadOnlyList<DemoWindow> windows) =>
        windows.Any(window => window.Site == Branch) ? [Main, Branch] : [Main];

    public static IReadOnlyList<DemoWindow> Make(int count)
    {
        var units = Math.Min(Units.Length, (count + 1) / 2);
        var digits = Math.Max(2, count.ToString(CultureInfo.InvariantCulture).Length);
        var seen = new int[units];
        var windows = new List<DemoWindow>(count);
        for (var number = 0; number < count; number++)
        {
            // Neighbouring windows belong to one unit, as they do in a hall.
            var unit = (int)((long)number * units / count);
            var (title, services) = Units[unit];
            var round = seen[unit] / services.Length;
            var service = services[seen[unit]++ % services.Length];
            var name = round == 0 ? $"{service}窗口" : string.Create(CultureInfo.InvariantCulture, $"{service}{round + 1}号窗口");
            var id = "W" + (number + 1).ToString("D" + digits, CultureInfo.InvariantCulture);
            windows.Add(new DemoWindow(number, id, name, title, Main));
        }

        for (var number = count - (count / AtBranch); number < count; number++)
            windows[number] = windows[number] with { Site = Branch };
        // One window's people work at citizens' doors.
        if (count >= SmallestHallWithVisitors)
            windows[^1] = windows[^1] with { Name = "零跑上门窗口", Unit = "市政务服务局", Site = null };
        return windows;
    }
}
