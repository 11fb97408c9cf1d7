using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceHall.Web.People;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Accounts;

internal sealed class AccountsTables :
    IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<SignIn>, IEntityTypeConfiguration<RoleGrant>,
    IEntityTypeConfiguration<AuditRecord>, IEntityTypeConfiguration<TerminalPin>
{
    /// <summary>The index that keeps the administrations of system, audit and security out of one hand.</summary>
    public const string SeparateAdministrators = "ux_role_grant_separate_administrators";

    public void Configure(EntityTypeBuilder<Account> table)
    {
        table.Property(account => account.Id).ValueGeneratedNever();
        table.HasOne(account => account.Staff).WithOne().HasForeignKey<Account>(account => account.Id).OnDelete(DeleteBehavior.Restrict);
        table.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        table.HasIndex(account => account.NormalizedUserName).IsUnique();
        table.HasOne<StaffMember>().WithMany().HasForeignKey(account => account.CodeIssuedById).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StaffMember>().WithMany().HasForeignKey(account => account.PasswordByCodeFromId).OnDelete(DeleteBehavior.Restrict);
        table.Property(account => account.PasswordHash).HasMaxLength(500);
        // Staff numbers are the only names; a second factor comes as a passkey, not by post or telephone.
        table.Ignore(account => account.Email).Ignore(account => account.NormalizedEmail).Ignore(account => account.EmailConfirmed)
            .Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed)
            .Ignore(account => account.TwoFactorEnabled);
    }

    public void Configure(EntityTypeBuilder<SignIn> table)
    {
        table.Property(signIn => signIn.Id).ValueGeneratedNever();
        table.Property(signIn => signIn.Address).IsMadeToFit();
        table.Property(signIn => signIn.Device).IsMadeToFit();
        table.HasOne(signIn => signIn.Account).WithMany().HasForeignKey(signIn => signIn.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RoleGrant> table)
    {
        table.HasOne<StaffMember>().WithMany().HasForeignKey(grant => grant.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Unit>().WithMany().HasForeignKey(grant => grant.UnitId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(grant => new { grant.StaffId, grant.Role, grant.UnitId }).IsUnique().AreNullsDistinct(false);
        table.HasIndex(grant => grant.StaffId, SeparateAdministrators).IsUnique()
            .HasFilter("role IN ('SystemAdministrator', 'AuditAdministrator', 'SecurityAdministrator')");
        table.ToTable(t =>
        {
            t.HasCheckConstraint("ck_role_grant_unit", "(role = 'UnitLeader') = (unit_id IS NOT NULL)");
            t.HasCheckConstraint("ck_role_grant_granted", "role NOT IN ('Clerk', 'WindowLeader')");
        });
    }

    public void Configure(EntityTypeBuilder<TerminalPin> table)
    {
        table.HasKey(pin => pin.StaffId);
        table.Property(pin => pin.StaffId).ValueGeneratedNever();
        table.Property(pin => pin.Hash).HasMaxLength(500);
        table.HasOne<StaffMember>().WithOne().HasForeignKey<TerminalPin>(pin => pin.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AuditRecord> table)
    {
        table.IsAppendOnly();
        table.Property(record => record.Subject).IsMadeToFit();
        table.Property(record => record.Address).IsMadeToFit();
        table.Property(record => record.Detail).HasMaxLength(2000).IsMadeToFit();
        table.HasIndex(record => record.At);
        table.HasIndex(record => new { record.ActorId, record.At });
    }
}
