using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Consent;
using ServiceHall.Web.Attendance.Held;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.People;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;
using Explanation = ServiceHall.Web.Attendance.Explanation;
using Punch = ServiceHall.Web.Attendance.Punch;
using SessionResult = ServiceHall.Web.Attendance.SessionResult;

namespace ServiceHall.Web.OwnData;

/// <summary>What the hall knows about one person, as tables; of others nothing but the names that stand in one's own facts.</summary>
internal sealed class ReadOwnData(TimeProvider clock)
{
    public async Task<IReadOnlyList<OwnSheet>> Run(HallDb db, int staffId, CancellationToken cancel) =>
    [
        await Person(db, staffId, cancel), await Postings(db, staffId, cancel), await SignIns(db, staffId, cancel), await Consents(db, staffId, cancel),
        await Punches(db, staffId, cancel), await Held(db, staffId, cancel), await Results(db, staffId, cancel), await Explanations(db, staffId, cancel), await Aways(db, staffId, cancel),
        await LeaveSheet(db, staffId, cancel), await Signatures(db, staffId, cancel), await Covers(db, staffId, cancel), await Entries(db, staffId, cancel),
        await Findings(db, staffId, cancel), await Messages(db, staffId, cancel),
    ];

    private static async Task<OwnSheet> Person(HallDb db, int staffId, CancellationToken cancel)
    {
        var person = await db.Staff.AsNoTracking().SingleAsync(staff => staff.Id == staffId, cancel);
        var roles = await db.RoleGrants.Where(grant => grant.StaffId == staffId).Select(grant => grant.Role).ToListAsync(cancel);
        var device = await db.Set<BoundDevice>().AsNoTracking().SingleOrDefaultAsync(bound => bound.StaffId == staffId, cancel);
        return new OwnSheet("个人信息", ["工号", "姓名", "离开日期", "角色", "绑定的打卡设备"],
            [[person.Number, person.Name, person.LeftOn, string.Join("、", roles.Select(role => role.Chinese())), device?.Device]]);
    }

    private static async Task<OwnSheet> Postings(HallDb db, int staffId, CancellationToken cancel) => new(
        "在岗任职", ["窗口", "名称", "职务", "身份", "自", "至"],
        [.. (await db.Postings.AsNoTracking().Include(post => post.Window).Where(post => post.StaffId == staffId).OrderBy(post => post.From).ToListAsync(cancel))
            .Select(post => (object?[])[post.Window!.Code, post.Window.Name, post.Role.Chinese(), post.Kind.Chinese(), post.From, post.To])]);

    private async Task<OwnSheet> SignIns(HallDb db, int staffId, CancellationToken cancel) => new(
        "登录", ["登录时间", "最近使用", "结束", "类型", "设备", "地址"],
        [.. (await db.SignIns.AsNoTracking().Where(signIn => signIn.StaffId == staffId).OrderBy(signIn => signIn.At).ToListAsync(cancel))
            .Select(signIn => (object?[])[
                Civil(signIn.At), Civil(signIn.LastSeenAt), Civil(signIn.EndedAt), signIn.Face == Face.Phone ? "手机" : "电脑", signIn.Device,
                ReadableText.Address(signIn.Address)])]);

    private async Task<OwnSheet> Consents(HallDb db, int staffId, CancellationToken cancel) => new(
        "使用位置的同意", ["时间", "说明的版本", "内容", "浏览器", "地址"],
        [.. (await db.Set<PositionConsent>().AsNoTracking().Where(consent => consent.StaffId == staffId).OrderBy(consent => consent.Id).ToListAsync(cancel))
            .Select(consent => (object?[])[
                Civil(consent.At), consent.Version, consent.IsGiven ? "同意" : "撤回", consent.Device, ReadableText.Address(consent.Address)])]);

    private async Task<OwnSheet> Punches(HallDb db, int staffId, CancellationToken cancel) => new(
        "打卡", ["时间", "签到或签退", "结果", "依据", "凭据", "距离（米）", "精度（米）", "纬度", "经度", "设备", "地址"],
        [.. (await (
                from punch in db.Set<Punch>().AsNoTracking()
                where punch.StaffId == staffId
                join position in db.Set<PunchPosition>() on punch.Id equals position.PunchId into positions
                from position in positions.DefaultIfEmpty()
                orderby punch.Id
                select new { Punch = punch, Position = position }).ToListAsync(cancel))
            .Select(row => (object?[])[
                Civil(row.Punch.At), row.Punch.Action.Title(), row.Punch.Sentence, row.Punch.Clause, Proven(row.Punch.Proof), row.Punch.DistanceMetres,
                row.Punch.AccuracyMetres, row.Position?.Latitude, row.Position?.Longitude, row.Punch.Device, ReadableText.Address(row.Punch.Address)])]);

    private async Task<OwnSheet> Held(HallDb db, int staffId, CancellationToken cancel) => new(
        "待核实打卡", ["时间", "签到或签退", "凭据", "距离（米）", "精度（米）", "纬度", "经度", "设备", "地址", "核实时间", "核实结果"],
        [.. (await db.Set<HeldPunch>().AsNoTracking().Where(held => held.StaffId == staffId).OrderBy(held => held.Id).ToListAsync(cancel))
            .Select(held => (object?[])[
                Civil(held.At), held.Action.Title(), Proven(held.Proof), held.DistanceMetres, held.AccuracyMetres, held.Latitude, held.Longitude, held.Device,
                ReadableText.Address(held.Address), Civil(held.VerifiedAt), held.Remark])]);

    private static async Task<OwnSheet> Results(HallDb db, int staffId, CancellationToken cancel) => new(
        "考勤结果", ["日期", "半天", "窗口", "结果", "签到", "签退", "迟到（分钟）", "早退（分钟）", "依据", "说明"],
        [.. (await db.Set<SessionResult>().AsNoTracking().Include(result => result.Window).Where(result => result.StaffId == staffId)
                .OrderBy(result => result.Day).ThenBy(result => result.Part).ToListAsync(cancel))
            .Select(result => (object?[])[
                result.Day, result.Part.Title(), result.Window!.Code, SessionResults.Chinese(result.Status), result.SignIn, result.SignOut,
                result.LateMinutes, result.EarlyMinutes, result.Clause, result.Sentence])]);

    private async Task<OwnSheet> Explanations(HallDb db, int staffId, CancellationToken cancel) => new(
        "情况说明", ["日期", "打卡", "说明", "提交时间", "状态", "处理人", "处理时间", "备注", "附件"],
        [.. (await db.Set<Explanation>().AsNoTracking().Include(one => one.DecidedBy).Include(one => one.Attachment)
                .Where(one => one.StaffId == staffId).OrderBy(one => one.Id).ToListAsync(cancel))
            .Select(one => (object?[])[
                one.Day, ReadableText.Of(one.Reference), one.Text, Civil(one.SubmittedAt), one.State, one.DecidedBy?.Name, Civil(one.DecidedAt), one.Remark,
                one.Attachment?.Name])]);

    private async Task<OwnSheet> Aways(HallDb db, int staffId, CancellationToken cancel) => new(
        "暂离", ["自", "预计返回", "返回"],
        [.. (await db.Set<SteppedAway>().AsNoTracking().Where(away => away.StaffId == staffId).OrderBy(away => away.Id).ToListAsync(cancel))
            .Select(away => (object?[])[Civil(away.From), Civil(away.ExpectedBack), Civil(away.BackAt)])]);

    private async Task<OwnSheet> LeaveSheet(HallDb db, int staffId, CancellationToken cancel) => new(
        "请假", ["编号", "种类", "自", "至", "事由", "提交时间", "状态", "顶岗人", "附件"],
        [.. (await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Cover).Include(leave => leave.Attachment)
                .Where(leave => leave.StaffId == staffId).OrderBy(leave => leave.Id).ToListAsync(cancel))
            .Select(leave => (object?[])[
                leave.Id, leave.Kind, Civil(leave.From), Civil(leave.To), leave.Reason, Civil(leave.SubmittedAt), leave.State.Title(), leave.Cover?.Name,
                leave.Attachment?.Name])]);

    private async Task<OwnSheet> Signatures(HallDb db, int staffId, CancellationToken cancel) => new(
        "请假经过", ["假条编号", "时间", "经过", "办理人", "意见"],
        [.. (await db.Set<LeaveStep>().AsNoTracking().Include(step => step.Actor).Where(step => step.Leave!.StaffId == staffId)
                .OrderBy(step => step.LeaveId).ThenBy(step => step.Turn).ToListAsync(cancel))
            .Select(step => (object?[])[step.LeaveId, Civil(step.At), step.Act.Title(), step.Actor?.Name ?? "系统", step.Remark])]);

    // Why the other one was away is theirs.
    private async Task<OwnSheet> Covers(HallDb db, int staffId, CancellationToken cancel) => new(
        "为他人顶岗", ["假条编号", "请假人", "自", "至", "答应时间"],
        [.. (await db.Set<LeaveRequest>().AsNoTracking().Include(leave => leave.Staff).Where(leave => leave.CoverId == staffId).OrderBy(leave => leave.Id)
                .ToListAsync(cancel))
            .Select(leave => (object?[])[leave.Id, leave.Staff!.Name, Civil(leave.From), Civil(leave.To), Civil(leave.CoverAcceptedAt)])]);

    private async Task<OwnSheet> Entries(HallDb db, int staffId, CancellationToken cancel) => new(
        "计分记录", ["日期", "季度", "代码", "分数", "依据", "说明", "记分时间"],
        [.. (await db.Set<LedgerEntry>().AsNoTracking().Where(entry => entry.StaffId == staffId).OrderBy(entry => entry.Id).ToListAsync(cancel))
            .Select(entry => (object?[])[
                entry.Day, ReadableText.Of(entry.Quarter), entry.Code, entry.Points, entry.Clause, entry.Sentence, Civil(entry.BookedAt)])]);

    private async Task<OwnSheet> Findings(HallDb db, int staffId, CancellationToken cancel) => new(
        "检查记录", ["编号", "发现时间", "扣分项", "说明", "查实时间"],
        [.. (await db.Set<Finding>().AsNoTracking().Where(finding => finding.StaffId == staffId && finding.FiledAt != null).OrderBy(finding => finding.Id)
                .ToListAsync(cancel))
            .Select(finding => (object?[])[finding.Id, Civil(finding.FoundAt), finding.Code, finding.Note, Civil(finding.VerifiedAt)])]);

    private async Task<OwnSheet> Messages(HallDb db, int staffId, CancellationToken cancel) => new(
        "消息", ["时间", "种类", "内容", "已读时间"],
        [.. (await db.Set<Message>().AsNoTracking().Where(message => message.StaffId == staffId).OrderBy(message => message.Id).ToListAsync(cancel))
            .Select(message => (object?[])[Civil(message.At), message.Kind.Title(), message.Text, Civil(message.ReadAt)])]);

    private DateTime? Civil(DateTimeOffset? instant) => instant is { } at ? clock.Civil(at) : null;

    private static string Proven(Proof proof) => proof switch
    {
        Proof.Code => "动态码",
        Proof.PositionAndCode => "位置和动态码",
        _ => "位置",
    };
}
