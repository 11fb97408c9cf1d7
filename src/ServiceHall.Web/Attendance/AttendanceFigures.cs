using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Attendance;

/// <summary>What waits for the section: explanations, enrolments, truant sessions that nobody looked at.</summary>
internal sealed class AttendanceFigures(TimeProvider clock) : StartFigures(150, Right.KeepAttendance)
{
    public override async Task<IReadOnlyList<Figure>> Read(HallDb db, CancellationToken cancel)
    {
        var year = new DateOnly(clock.Today().Year, 1, 1);
        var figures = new List<Figure>();
        Add(await db.Waiting().CountAsync(cancel), "情况说明待处理", "/desk/explanations");
        Add(await db.Set<EnrolmentRequest>().CountAsync(request => request.Accepted == null, cancel), "入驻登记待处理", "/desk/enrolments");
        Add(await ListTruancy.Unseen(db).CountAsync(result => result.Day >= year, cancel), "旷工待核查（半天）", "/desk/truancy");
        return figures;

        void Add(int count, string text, string address)
        {
            if (count > 0)
                figures.Add(new Figure($"{count}", text, address, Waits: true));
        }
    }
}
