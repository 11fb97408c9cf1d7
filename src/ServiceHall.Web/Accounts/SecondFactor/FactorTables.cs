using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ServiceHall.Web.Accounts.SecondFactor;

internal sealed class FactorTables :
    IEntityTypeConfiguration<Authenticator>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Authenticator> table)
    {
        table.HasKey(own => own.StaffId);
        table.Property(own => own.StaffId).ValueGeneratedNever();
        table.HasOne<Account>().WithOne().HasForeignKey<Authenticator>(own => own.StaffId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> table)
    {
        table.HasOne<Account>().WithMany().HasForeignKey(code => code.StaffId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(code => new { code.StaffId, code.Hash }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Passkey> table)
    {
        table.HasKey(passkey => passkey.CredentialId);
        // A credential's id has at most 1023 bytes (WebAuthn).
        table.Property(passkey => passkey.CredentialId).HasMaxLength(1023);
        table.HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Restrict);
        table.OwnsOne(passkey => passkey.Data, data => data.ToJson("data"));
    }
}
