// Command cert-manager is cert-manager's controller, webhook or cainjector, by its first argument; the flags are those that cert-manager's chart passes.
//
// The controller has the issuers CA and SelfSigned. ACME and the rest bring the clients of a dozen clouds and are left out. There is no leader election:
// the clusters that this runs in have one replica of each.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	logf "github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	logf.InitLogs()
	defer logf.FlushLogs()

	root := &cobra.Command{Use: "cert-manager", SilenceUsage: true}
	for name, command := range map[string]func(*cobra.Command) (func(context.Context) error, error){
		"controller": controllerCommand, "webhook": webhookCommand, "cainjector": cainjectorCommand,
	} {
		cmd := &cobra.Command{Use: name}
		run, err := command(cmd)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		cmd.RunE = func(cmd *cobra.Command, _ []string) error {
			return run(logf.NewContext(cmd.Context(), logf.Log, name))
		}
		root.AddCommand(cmd)
	}
	if err := root.ExecuteContext(ctx); err != nil {
		os.Exit(1)
	}
}
