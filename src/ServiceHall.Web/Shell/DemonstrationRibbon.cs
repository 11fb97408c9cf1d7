namespace ServiceHall.Web.Shell;

/// <summary>What every page of a demonstration hall says at its top: that it is one, and which time it runs on.</summary>
internal sealed class DemonstrationRibbon(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>The sentence; null in a real hall.</summary>
    public string? Text
    {
        get
        {
            if (!configuration.GetValue<bool>("Hall:Demonstration"))
                return null;
            var time = clock is HallClock { Shift.Ticks: not 0 } ? $"演示时钟 {clock.GetLocalNow():yyyy-MM-dd HH:mm}，" : "";
            return $"演示大厅 · {time}人员与数据均为虚构。正式使用请运行 ./run.sh --empty";
        }
    }
}
