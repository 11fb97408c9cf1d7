using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.FollowedPostings;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Schedules;

/// <summary>What the hall does by itself at its times; what runs for as long as it is open stands in docs/architecture.md.</summary>
internal static class Timetable
{
    private const string EachMinute = "每分钟";
    private const string EachFiveMinutes = "每 5 分钟";

    /// <summary>The lines, in the order in which people read them.</summary>
    public static IReadOnlyList<TimetableLine> All { get; } =
    [
        // Hours of work are the rulebook's: each minute it is looked whether a session is over.
        // Some seconds into the minute: what was pressed in the last second may still be on its way into the database.
        new(CloseSessions.SessionJob, "关闭半天", "半天结束、最后一次打卡的时间过后，算出每人的考勤结果并记分。", "15 * * * * *", EachMinute)
        {
            Queue = Queues.Close, Period = "半天、工作日", Unit = "个半天", OnStart = true,
            Calls = Calling<CloseSessions>((close, stop) => close.Run(stop)),
        },
        // Woken by each commit that makes days stale as well (StaleDayWatch).
        new(RecomputeStale.Job, "重新计算", "已关闭的日子有了新的事实（迟来的假条、说明、免除），重新计算并告知有关人员。", "30 * * * * *", EachMinute)
        {
            // Not with the works of people: two of them would keep it waiting.
            Unit = "天", OnStart = true,
            Calls = Calling<RecomputeStale>((recompute, stop) => recompute.Run(stop)),
        },
        new(FollowPostings.Job, "跟随任职变更", "任职调动或结束涉及已关闭的日子时，重新计算这些日子。", "15 * * * * *", EachMinute)
        {
            Queue = Queues.Close, Period = "一次任职变更", Unit = "天", OnStart = true,
            Calls = Calling<FollowPostings>((follow, stop) => follow.Run(stop)),
        },
        new(CloseMonths.Job, "结算满勤月", "一个月的半天全部关闭后，给全员满勤的窗口记 J8。", "45 */5 * * * *", EachFiveMinutes)
        {
            Queue = Queues.Close, Period = "一个月的一次计算", Unit = "个月", OnStart = true,
            Calls = Calling<CloseMonths>((close, stop) => close.Run(stop)),
        },
        new(RemindReturns.Job, "提醒返岗", "假期结束前一个工作日提醒顶岗人和本人。", "20 */10 8-17 * * *", "8 时至 17 时，每 10 分钟")
        {
            Period = "一张假条", Unit = "张假条", OnStart = true,
            Calls = Calling<RemindReturns>((remind, stop) => remind.Run(stop)),
        },
        new(RemindCovers.Job, "催办顶岗", "顶岗请求无人答复或顶岗人有变时，提醒有关人员。", "40 */5 * * * *", EachFiveMinutes)
        {
            Unit = "人次提醒", OnStart = true,
            Calls = Calling<RemindCovers>((remind, stop) => remind.Run(stop)),
        },
        new(RaiseSignatures.Job, "催办签批", "到开始时间仍未签批的假条，上提一级。", "20 */5 * * * *", EachFiveMinutes)
        {
            Unit = "张假条", OnStart = true,
            Calls = Calling<RaiseSignatures>((raise, stop) => raise.Run(stop)),
        },
        new(TellDigest.Job, "今日小结", "工作日结束后，把待办和未读告诉每个人。", "20 */5 * * * *", EachFiveMinutes)
        {
            Period = "工作日", Unit = "人", OnStart = true,
            Calls = Calling<DayEnd>((end, stop) => end.Run(stop)),
        },
        new("watch-aways", "查看暂离", "暂离超时的提醒本人和科室，已签退的自动结束。", "5 * * * * *", EachMinute)
        {
            Unit = "人次", OnStart = true,
            Calls = Calling<WatchAways>((watch, stop) => watch.Run(stop)),
        },
        new("watch-windows", "查看空岗", "窗口可能无人时记下并告知科室；不扣分。", "10 * * * * *", EachMinute)
        {
            Unit = "个窗口", OnStart = true,
            Calls = Calling<WatchWindows>((watch, stop) => watch.Run(stop)),
        },
        new(ReadSignals.Job, "打卡信号", "读新到的打卡，标出新设备、共用设备、位置跳变。", "50 * * * * *", EachMinute)
        {
            Unit = "次打卡", OnStart = true,
            Calls = Calling<ReadSignals>((read, stop) => read.Run(stop)),
        },
        new("expire-sign-ins", "清理登录", "删除过了保存期的登录记录；审计里的不删。", "0 30 2 * * *", "每天 02:30")
        {
            Unit = "条", OnStart = true, Calls = Calling<ExpireSignIns>((expire, stop) => expire.Run(stop)),
        },
        new("expire-photos", "清理照片", "删除上传后没有用到的照片。", "0 35 2 * * *", "每天 02:35")
        {
            Unit = "张", OnStart = true, Calls = Calling<ExpirePhotos>((expire, stop) => expire.Run(stop)),
        },
        new("expire-positions", "清理坐标", "删除过了保存期的打卡原始坐标。", "0 40 2 * * *", "每天 02:40")
        {
            Unit = "条", OnStart = true, Calls = Calling<ExpirePositions>((expire, stop) => expire.Run(stop)),
        },
        new("expire-messages", "清理消息", "删除过了保存期的消息。", "0 50 2 * * *", "每天 02:50")
        {
            Unit = "条", OnStart = true, Calls = Calling<ExpireMessages>((expire, stop) => expire.Run(stop)),
        },
        new("expire-runs", "清理运行记录", "删除过了保存期的定时任务运行记录。", "0 55 2 * * *", "每天 02:55")
        {
            Unit = "条", OnStart = true, Calls = Calling<ExpireRuns>((expire, stop) => expire.Run(stop)),
        },
        new("expire-works", "清理后台任务", "删除过了保存期的后台任务的文件和记录。", "0 0 3 * * *", "每天 03:00")
        {
            Unit = "项", Calls = Calling<ExpireWorks>((expire, stop) => expire.Run(stop)),
        },
    ];

    /// <summary>The line of a name; null: this version has none.</summary>
    public static TimetableLine? Find(string name) => All.FirstOrDefault(line => line.Name == name);

    private static Func<IServiceProvider, CancellationToken, Task<int>> Calling<T>(Func<T, CancellationToken, Task<int>> run)
        where T : notnull => (services, stop) => run(services.GetRequiredService<T>(), stop);
}
