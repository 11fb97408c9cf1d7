using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;

namespace ServiceHall.Web.Accounts.SecondSigner;

internal sealed class AccountRequestTables : IEntityTypeConfiguration<AccountRequest>
{
    public void Configure(EntityTypeBuilder<AccountRequest> table)
    {
        table.HasOne<StaffMember>().WithMany().HasForeignKey(asked => asked.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(asked => asked.AskedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(asked => asked.SignedById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(asked => new { asked.StaffId, asked.Kind, asked.Role }).IsUnique().AreNullsDistinct(false).HasFilter("ended_at IS NULL");
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_account_request_two_people",
                "asked_by_id <> staff_id AND signed_by_id <> asked_by_id AND signed_by_id <> staff_id");
            t.HasCheckConstraint("ck_account_request_signed", "(signed_by_id IS NULL) = (signed_at IS NULL)");
            t.HasCheckConstraint("ck_account_request_role", "(kind IN ('GrantRole', 'RevokeRole')) = (role IS NOT NULL)");
            t.HasCheckConstraint("ck_account_request_ended", "(\"end\" IS NULL) = (ended_at IS NULL)");
        });
    }
}
