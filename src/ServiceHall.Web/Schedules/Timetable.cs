using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Retention;
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
        // Some seconds into the minute, beside what closes and recomputes.
        new(SealRows.Job, "封存审计与计分", "把新的审计和计分记录连进校验链，事后改动、删除或补写都能发现。", "25 * * * * *", EachMinute)
        {
            Unit = "行", OnStart = true,
            Calls = Calling<SealRows>((seal, stop) => seal.Run(stop)),
        },
        new(VerifyIntegrity.Job, "核对完整性", "把审计和计分记录逐行与封存核对，并把校验值告诉审计管理员。", "0 30 3 * * *", "每天 03:30")
        {
            Unit = "处不符", Nothing = "逐行核对，没有不符",
            Calls = Calling<VerifyIntegrity>((verify, stop) => verify.Run(stop)),
        },
        new(ApplyRetention.Job, "按期清理", "按“个人信息与保存期限”删除到期的内容，逐批记录。", "0 30 2 * * *", "每天 02:30")
        {
            Unit = "条", OnStart = true,
            Calls = Calling<ApplyRetention>((apply, stop) => apply.Run(stop)),
        },
    ];

    /// <summary>The line of a name; null: this version has none.</summary>
    public static TimetableLine? Find(string name) => All.FirstOrDefault(line => line.Name == name);

    private static Func<IServiceProvider, CancellationToken, Task<int>> Calling<T>(Func<T, CancellationToken, Task<int>> run)
        where T : notnull => (services, stop) => run(services.GetRequiredService<T>(), stop);
}
