using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Attendance.Signals;

/// <summary>What signals are called, what they say, and what may be behind them.</summary>
internal static class SignalWords
{
    public static string Chinese(this SignalKind kind) => kind switch
    {
        SignalKind.OtherDevice => "非绑定设备",
        SignalKind.SharedDevice => "一机多人",
        SignalKind.SamePlace => "坐标雷同",
        SignalKind.Jump => "位置跳跃",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };

    /// <summary>The facts, in a sentence.</summary>
    public static string Fact(Signal signal) => signal.Kind switch
    {
        SignalKind.OtherDevice => $"用设备 {Short(signal.Device)} 打卡，不是绑定的设备。",
        SignalKind.SharedDevice => $"同一天与 {signal.OtherStaff?.Number} {signal.OtherStaff?.Name} 用同一设备 {Short(signal.Device)} 打卡。",
        SignalKind.SamePlace => $"{ReadSignals.DaysBack} 天内有 {signal.Days} 天的坐标完全相同，真实定位每次会有几米出入。",
        SignalKind.Jump => $"{Time(signal.Seconds ?? 0)}内两次按下相距 {(signal.Metres ?? 0) / 1000.0:0.0} 公里，无法到达。",
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    /// <summary>What may be behind it, the harmless first.</summary>
    public static string Meaning(this SignalKind kind) => kind switch
    {
        SignalKind.OtherDevice => "可能：换了手机或浏览器、清除了浏览器数据；也可能由他人代打。",
        SignalKind.SharedDevice => "可能：借用同事手机；也可能一人代打。",
        SignalKind.SamePlace => "可能：手机只用无线局域网定位；也可能使用了虚拟定位。",
        SignalKind.Jump => "可能：一次定位出错；也可能使用了虚拟定位或两台设备。",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a meaning."),
    };

    /// <summary>The end of what a device calls itself: enough to tell two apart.</summary>
    public static string Short(string device)
    {
        const int shown = 8;
        return Cut.Last(device, shown);
    }

    private static string Time(int seconds) => seconds < 120 ? $"{seconds} 秒" : $"{seconds / 60} 分钟";
}
