using ServiceHall.Rules.Attendance;
using ServiceHall.Rules.Calendar;
using ServiceHall.Rules.Inspection;
using ServiceHall.Rules.People;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attendance;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Inspection;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Messages.Channels;
using ServiceHall.Web.People;
using ServiceHall.Web.Ranking;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Tests.Attendance;
using Explanation = ServiceHall.Web.Attendance.Explanation;
using Finding = ServiceHall.Web.Inspection.Finding;
using Posting = ServiceHall.Web.People.Posting;
using SessionResult = ServiceHall.Web.Attendance.SessionResult;

namespace ServiceHall.Web.Tests.Shell;

/// <summary>Lists that empty while somebody works on them, or that somebody has the address of a page of.</summary>
public sealed class ListPagesTests : IAsyncLifetime
{
    private const int Rows = 62;
    private const int Beyond = 99_999;
    private static readonly DateOnly Day = new(2026, 11, 18);
    private static readonly Quarter Quarter = new(2026, 4);

    private readonly PunchingHall _hall = new();
    private Actor _head = null!, _auditor = null!, _clerk = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        (_head, _auditor) = (await _hall.Person("Z-head", HallRole.SectionHead, HallRole.SystemAdministrator), await _hall.Person("Z-audit", HallRole.AuditAdministrator));
        _clerk = await _hall.Clerk("Z-clerk");
        await Fill();
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_page_beyond_the_last_is_the_last_one()
    {
        List<(string List, int Page, int Rows, int Total, int Size)> found =
        [
            Of(await _hall.Get<ListPeople>().Run(_head, new("", PeopleFilter.Posted, Beyond), default), ListPeople.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListScores>().Run(_head, new(SubjectKind.Person, Quarter, "", Beyond), default), ListScores.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ShowStanding>().Run(_head, new(SubjectKind.Person, Quarter, Beyond), default), ShowStanding.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListFindings>().Run(_head, new("", null, ListFindings.State.All, Beyond), default), ListFindings.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ReadAudit>().Run(_auditor, new("", null, Beyond), default), ReadAudit.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListExplanations>().Run(_head, new(ListExplanations.State.Waiting, "", null, Beyond), default), ListExplanations.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListTruancy>().Run(_head, new(2026, true, "", Beyond), default), ListTruancy.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListSignals>().Run(_head, new("", null, false, Beyond), default), ListSignals.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ChangeDevice>().List(_head, false, Beyond, default), ChangeDevice.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListMessages>().Run(_head, new(null, false, Beyond), default), ListMessages.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListChannels>().Run(_head, Beyond, default), ListChannels.PageSize, one => (one.Page, one.Troubles.Count, one.TroublesInAll)),
            Of(await _hall.Get<ListEnrolments>().Run(_head, Beyond, default), ListEnrolments.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<DelegateSigning>().List(_head, Beyond, default), DelegateSigning.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<OutingChoices>().Run(_head, "", Beyond, default), OutingChoices.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<ListLeave>().Run(_head, new("", ListLeave.Which.All, "", null, Beyond), default), ListLeave.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
            Of(await _hall.Get<MyLeave>().Run(_clerk, Beyond, default), MyLeave.PageSize, one => (one.Page, one.Rows.Count, one.Total)),
        ];

        Assert.All(found, one =>
        {
            var last = (one.Total + one.Size - 1) / one.Size;
            Assert.True(last > 1, $"{one.List} has one page only.");
            Assert.Equal((one.List, last, one.Total - ((last - 1) * one.Size)), (one.List, one.Page, one.Rows));
        });

        static (string, int, int, int, int) Of<T>(Answer<T> answer, int size, Func<T, (int Page, int Rows, int Total)> read)
        {
            var (page, rows, total) = read(answer.Value);
            return (typeof(T).FullName!, page, rows, total, size);
        }
    }

    // More of everything than fits on a page.
    private async Task Fill()
    {
        _hall.At("2026-11-18 08:20:00");
        await _hall.Press(_clerk, PunchAction.In);
        var punch = (await _hall.Punches(_clerk)).Single();
        for (var day = new DateTime(2026, 12, 1, 9, 0, 0); day < new DateTime(2027, 1, 5, 0, 0, 0); day = day.AddDays(1))
            await _hall.OnLeave(_clerk, "personal", day, day.AddHours(1));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        var people = Enumerable.Range(1, Rows).Select(number => new StaffMember { Number = $"Z{number:000}", Name = $"测试{number}" }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync();
        var now = _hall.Clock.GetUtcNow();
        var channel = new MessageChannel { Type = "webhook", Name = "市平台", Address = "https://gateway.test", Secret = "", Kinds = [] };
        db.Add(channel);
        foreach (var person in people)
        {
            var message = new Message { StaffId = _head.StaffId, Kind = MessageKind.Presence, Text = person.Name, Address = "", At = now };
            db.AddRange(
                new Posting { StaffId = person.Id, WindowId = punch.WindowId!.Value, From = new(2026, 11, 1) },
                Audit.Of(_head, now, "people.show", person.Number, AuditOutcome.Done, ""),
                new Finding
                {
                    Key = Guid.NewGuid(), FoundAt = now, Day = Day, Inspection = InspectionKind.Joint, WindowId = punch.WindowId.Value, Code = "K1.3a", Quantity = 1, Note = "", LoggedAt = now, FiledAt = now,
                },
                new Explanation
                {
                    StaffId = person.Id, Day = Day, Part = DayPart.Morning, Action = PunchAction.In, Reference = Explanation.ReferenceOf(Day, DayPart.Morning, PunchAction.In),
                    Fault = "没有签到", Text = "忘记打卡", SubmittedAt = now,
                },
                new SessionResult
                {
                    StaffId = person.Id, Day = Day, Part = DayPart.Morning, WindowId = punch.WindowId.Value, Presence = Presence.Truant, Status = "truant", Edition = "test",
                    Clause = "请假 (三)", Sentence = "旷工半天。", ComputedAt = now,
                },
                new Signal { Kind = SignalKind.OtherDevice, StaffId = person.Id, Day = Day, FoundAt = now, PunchId = punch.Id, Device = "phone" },
                new DeviceChange { StaffId = person.Id, Device = "phone", Reason = "换了新手机", AskedAt = now },
                new EnrolmentRequest
                {
                    WindowId = punch.WindowId.Value, Number = $"N{person.Number}", Name = "新同事", From = new(2026, 12, 1), Note = "", AskedById = _clerk.StaffId, AskedAt = now, AskedOn = Day,
                },
                new Delegation { FromId = person.Id, ToId = _head.StaffId, First = Day, Last = Day, Reason = "外出培训", MadeAt = now },
                message,
                new Delivery { Message = message, Channel = channel, Attempts = 1, NextAt = now, LastError = "没有应答" });
        }

        await db.SaveChangesAsync();
    }
}
