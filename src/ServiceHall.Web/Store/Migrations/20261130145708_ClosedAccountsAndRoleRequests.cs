using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class ClosedAccountsAndRoleRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_account_request_staff_id_kind",
                table: "account_request");

            migrationBuilder.AddColumn<Guid>(
                name: "shown_to",
                table: "authenticator",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "role",
                table: "account_request",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "closed_at",
                table: "account",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_request_staff_id_kind_role",
                table: "account_request",
                columns: new[] { "staff_id", "kind", "role" },
                unique: true,
                filter: "ended_at IS NULL")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.AddCheckConstraint(
                name: "ck_account_request_role",
                table: "account_request",
                sql: "(kind IN ('GrantRole', 'RevokeRole')) = (role IS NOT NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_account_request_staff_id_kind_role",
                table: "account_request");

            migrationBuilder.DropCheckConstraint(
                name: "ck_account_request_role",
                table: "account_request");

            migrationBuilder.DropColumn(
                name: "shown_to",
                table: "authenticator");

            migrationBuilder.DropColumn(
                name: "role",
                table: "account_request");

            migrationBuilder.DropColumn(
                name: "closed_at",
                table: "account");

            migrationBuilder.CreateIndex(
                name: "ix_account_request_staff_id_kind",
                table: "account_request",
                columns: new[] { "staff_id", "kind" },
                unique: true,
                filter: "ended_at IS NULL");
        }
    }
}
