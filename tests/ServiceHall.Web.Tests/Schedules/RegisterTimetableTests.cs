using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceHall.Web.Integrity;
using ServiceHall.Web.Retention;
using ServiceHall.Web.Schedules;
using ServiceHall.Web.Scoring;

namespace ServiceHall.Web.Tests.Schedules;

/// <summary>A start, or a clock that is set right by a little, loses no line its day.</summary>
public sealed class RegisterTimetableTests(SchedulesHall hall) : IClassFixture<SchedulesHall>
{
    private const string Daily = VerifyIntegrity.Job;

    [Fact]
    public void A_daily_line_whose_time_passed_while_the_hall_was_down_is_due_when_it_starts()
    {
        Start().Dispose();
        var missed = DateTime.UtcNow.AddHours(-2);
        Set(Daily, "NextExecution", missed);

        using var again = Start();

        // Hangfire runs once what is due, however often it was missed, and counts on from then.
        Assert.Equal(missed, Job(Daily).NextExecution!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_step_back_of_seconds_leaves_the_timetable_alone_and_one_of_minutes_what_is_due()
    {
        using var running = Start();
        var missed = DateTime.UtcNow.AddMinutes(-5);
        Set(Daily, "NextExecution", missed);
        hall.Recurring.AddOrUpdate(CloseSessions.SessionJob, TimetableJob.For(Timetable.All[0]), "0 0 1 1 *");

        hall.Clock.AdjustTime(hall.Clock.GetUtcNow().AddSeconds(-20));
        running.Look();
        Assert.Equal("0 0 1 1 *", Job(CloseSessions.SessionJob).Cron);

        hall.Clock.AdjustTime(hall.Clock.GetUtcNow().AddMinutes(-3));
        running.Look();
        Assert.Equal("15 * * * * *", Job(CloseSessions.SessionJob).Cron);
        Assert.Equal(missed, Job(Daily).NextExecution!.Value, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_was_made_on_a_clock_that_was_ahead_is_made_anew()
    {
        Start().Dispose();
        Set(ApplyRetention.Job, "LastExecution", DateTime.UtcNow.AddDays(3));
        Set(ApplyRetention.Job, "NextExecution", DateTime.UtcNow.AddDays(4));

        using var again = Start();

        Assert.InRange(Job(ApplyRetention.Job).NextExecution!.Value, DateTime.UtcNow, DateTime.UtcNow.AddDays(1));
    }

    private RegisterTimetable Start()
    {
        var registering = new RegisterTimetable(hall.Recurring, hall.Jobs, hall.Zone, hall.Clock, NullLogger<RegisterTimetable>.Instance);
        registering.Look();
        return registering;
    }

    private RecurringJobDto Job(string line)
    {
        using var connection = hall.Jobs.GetConnection();
        return connection.GetRecurringJobs().Single(job => job.Id == line);
    }

    private void Set(string line, string field, DateTime at)
    {
        using var connection = hall.Jobs.GetConnection();
        connection.SetRangeInHash($"recurring-job:{line}", [new(field, JobHelper.SerializeDateTime(at))]);
        using var transaction = connection.CreateWriteTransaction();
        transaction.AddToSet("recurring-jobs", line, JobHelper.ToTimestamp(at));
        transaction.Commit();
    }
}
