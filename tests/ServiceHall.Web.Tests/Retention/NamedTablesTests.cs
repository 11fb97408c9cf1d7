using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.People;
using ServiceHall.Web.Retention;

namespace ServiceHall.Web.Tests.Retention;

/// <summary>Nothing about people lies in a table of which the policy says nothing: a new one fails here until it is named.</summary>
public sealed class NamedTablesTests(TestHall hall) : IClassFixture<TestHall>
{
    // What of a table is under which kind of the policy, and with it kept, or removed after a period.
    private const string Tables = """
        account accounts
        account_request account-requests
        announced_year running
        attachment ledger
        attachment_content leave-proofs explanation-proofs
        audit_record audit
        authenticator accounts
        bound_device accounts
        clock_mark running
        closed_quarter ledger
        day_decision ledger
        delegation ledger
        device_change accounts
        digest_off running
        empty_window ledger
        enrolment_request ledger
        exemption ledger
        explanation ledger
        finding ledger
        finding_draft finding-drafts
        finding_photo unused-photos ledger
        former_password former-passwords
        held_punch held-positions ledger
        import_file imports
        imported_fact imports
        import_record running
        leave_request ledger
        leave_signature ledger
        leave_step ledger
        ledger_entry ledger
        long_work works
        message messages
        message_channel running
        month_closing ledger
        passkey accounts
        photo_content photos
        position_consent consents
        posting people
        posting_change running
        punch punches
        punch_position positions
        recovery_code accounts
        refused_attempt refused-attempts
        role_grant accounts
        screen_pairing running
        session_result ledger
        set_aside_item running
        sign_in sign-ins
        signal punches
        signal_look punches
        site people
        staff_member people
        stale_day running
        stepped_away ledger
        terminal_pin accounts
        timetable_run runs
        timetable_state running
        truancy_look ledger
        work_file work-files
        """;

    private static readonly string[] Telling = ["Address", "Device", "Who", "Latitude", "Bytes", "Name"];

    [Fact]
    public async Task Each_table_that_holds_something_of_people_is_kept_or_removed_by_a_kind_that_the_policy_names()
    {
        var named = Tables.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1..]);
        await using var db = await hall.Factory.CreateDbContextAsync();
        var held = db.Model.GetEntityTypes().Where(IsOfPeople).Select(entity => entity.GetTableName()!).ToHashSet();

        Assert.Equal([], held.Except(named.Keys).Order());
        Assert.Equal([], named.Keys.Except(db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!)).Order());
        var policy = hall.Get<RetentionPolicy>();
        Assert.All(named.Values.SelectMany(kinds => kinds), kind => policy.Of(kind, new(2026, 11, 19)));
    }

    // By whom, from where, on what, or what somebody handed in.
    private static bool IsOfPeople(IEntityType entity) => !entity.IsMappedToJson() && (
        entity.ClrType == typeof(StaffMember)
        || entity.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType == typeof(StaffMember) || key.PrincipalEntityType.ClrType == typeof(Account))
        || entity.GetProperties().Any(property => property.Name is "StaffId" or "ActorId" || property.Name.EndsWith("ById", StringComparison.Ordinal))
        || entity.GetProperties().Any(property => Telling.Contains(property.Name) && !Places.Contains(entity.ClrType.Name)));

    // Names and places of the hall itself.
    private static readonly string[] Places = ["Unit", "Window", "Screen", "InstalledObject", "Period", "MessageChannel"];
}
