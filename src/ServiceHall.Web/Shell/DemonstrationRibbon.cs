namespace ServiceHall.Web.Shell;

/// <summary>What every page of a demonstration hall says at its top: that it is one, and which time it runs on.</summary>
internal sealed class DemonstrationRibbon(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Whether this is a demonstration hall.</summary>
    public bool IsShown => configuration.GetValue<bool>("Hall:Demonstration");

    /// <summary>What stands before the time.</summary>
    public string Before => $"演示大厅 · {(IsShifted ? "演示时钟" : "服务器时钟")} ";

    /// <summary>The hall's time.</summary>
    public DateTimeOffset Now => clock.GetLocalNow();

    /// <summary>What stands behind the time.</summary>
    public string After => "，人员与数据均为虚构。正式使用请运行 ./run.sh --empty";

    /// <summary>The sentence for screens, which show a clock of their own; null in a real hall.</summary>
    public string? Text => !IsShown ? null : IsShifted ? $"{Before}{Now:yyyy-MM-dd HH:mm}{After}" : $"演示大厅 · 服务器时钟{After}";

    private bool IsShifted => clock is HallClock { Shift.Ticks: not 0 };
}
